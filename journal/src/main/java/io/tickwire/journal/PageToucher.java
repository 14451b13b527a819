package io.tickwire.journal;

import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes the kernel give pages to a file that somebody else writes, by an atomic exchange of 0 for 0 in each page, which
 * can't disturb the writer. One thread. A full disk or one with an error shows as an InternalError, at the latest in
 * {@link #settle}.
 */
final class PageToucher implements AutoCloseable {
    static final int PAGE_LENGTH = 4096;
    /** Short: some kernels let no other thread on while they unmap, and that takes 15 ms for a block of the journal. */
    private static final long WINDOW_LENGTH = 1 << 20;

    private final Path path;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private MappedByteBuffer window;
    private long windowIndex;

    PageToucher(Path path) {
        this.path = path;
    }

    /** Whether the disk has room for so much and for the journal besides; so that what is left is not taken from it. */
    static boolean hasRoom(FileStore disk, long bytes) throws IOException {
        return disk.getUsableSpace() > bytes + Restarter.FREE_BYTES;
    }

    /** The first pages of a file. */
    static void touch(Path path, long bytes) throws IOException {
        try (PageToucher toucher = new PageToucher(path)) {
            for (long at = 0; at < bytes; at += PAGE_LENGTH) {
                toucher.touch(at);
            }
            settle();
        }
    }

    /**
     * Take the blame for what was touched: the JVM throws the error of a page that could not be had when the thread
     * comes back from native code, which without this could be anywhere.
     */
    static void settle() {
        Thread.yield();
    }

    /** One page; {@code position} is a multiple of its length. */
    void touch(long position) throws IOException {
        if (window == null || position / WINDOW_LENGTH != windowIndex) {
            map(position / WINDOW_LENGTH);
        }
        view.compareAndSetInt((int) (position % WINDOW_LENGTH), 0, 0);
    }

    private void map(long index) throws IOException {
        close();
        final long start = index * WINDOW_LENGTH;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // As long as Chronicle Queue makes a file when it maps a block, so that it finds the next one there.
            final long blockEnd = (start / ChronicleSetup.BLOCK_LENGTH + 1) * ChronicleSetup.BLOCK_LENGTH;
            if (channel.size() < blockEnd) {
                IoUtil.unmap(channel.map(FileChannel.MapMode.READ_WRITE, blockEnd - PAGE_LENGTH, PAGE_LENGTH));
            }
            window = channel.map(FileChannel.MapMode.READ_WRITE, start, WINDOW_LENGTH);
        }
        view.wrap(window);
        windowIndex = index;
    }

    @Override
    public void close() {
        IoUtil.unmap(window);
        window = null;
    }
}
