package io.tickwire.journal;

import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * Makes the kernel give pages to the newest file ahead of where it is written, so that an append never waits for the
 * file system to find room. It does so by an atomic exchange of 0 for 0 in each page, which can't disturb the writer.
 * Upkeep thread only.
 */
final class PreToucher implements Upkeep {
    /** As Chronicle Queue maps a file, so that it is never longer than it would be. */
    private static final long WINDOW_LENGTH = ChronicleSetup.BLOCK_LENGTH;
    private static final int PAGE_LENGTH = 4096;
    /** So many pages in one duty cycle, for the sake of the other duties. */
    private static final int PAGE_LIMIT = 4096;
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final Journal journal;
    private final Path directory;
    private final long aheadBytes;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private Path newest;
    private MappedByteBuffer window;
    private long windowIndex;
    private long touched;
    private int seenVersion = -1;
    private long pauseUntilNs;

    PreToucher(Journal journal, Path directory, long aheadBytes) {
        this.journal = journal;
        this.directory = directory;
        this.aheadBytes = aheadBytes;
    }

    @Override
    public int run(long nowNs) {
        if (nowNs < pauseUntilNs || !journal.isComplete()) {
            return 0;
        }
        // The journal's thread writes them in the other order, so the end is never that of an older file.
        final int version = journal.fileVersion();
        final long end = journal.appendedEnd();
        if (version != seenVersion) {
            seenVersion = version;
            comeToNewest();
        }
        try {
            return newest == null || end == 0 ? 0 : touch(end);
        } catch (final IOException | InternalError e) {
            // The disk is full or has an error: the journal's thread will find out, and is the one to report it.
            release();
            pauseUntilNs = nowNs + PAUSE_NS;
            return 0;
        }
    }

    private void comeToNewest() {
        final Path[] files = CycleFile.list(directory);
        final Path found = files.length == 0 ? null : files[files.length - 1];
        if (found != null && !found.equals(newest)) {
            release();
            newest = found;
            touched = 0;
        }
    }

    private int touch(long end) throws IOException {
        // What the writer has passed it has touched itself.
        touched = Math.max(touched, end & -PAGE_LENGTH);
        final long goal = end + aheadBytes;
        int pages = 0;
        while (touched < goal && pages < PAGE_LIMIT) {
            if (window == null || touched / WINDOW_LENGTH != windowIndex) {
                map(touched / WINDOW_LENGTH);
            }
            view.compareAndSetInt((int) (touched % WINDOW_LENGTH), 0, 0);
            touched += PAGE_LENGTH;
            pages++;
        }
        return pages;
    }

    /** Makes the file longer if need be, as the writer would do later. */
    private void map(long index) throws IOException {
        release();
        try (FileChannel channel = FileChannel.open(newest, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            window = channel.map(FileChannel.MapMode.READ_WRITE, index * WINDOW_LENGTH, WINDOW_LENGTH);
        }
        view.wrap(window);
        windowIndex = index;
    }

    private void release() {
        IoUtil.unmap(window);
        window = null;
    }

    @Override
    public void close() {
        release();
    }
}
