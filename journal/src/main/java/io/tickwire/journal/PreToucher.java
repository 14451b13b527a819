package io.tickwire.journal;

import org.agrona.CloseHelper;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Gives pages to the newest file ahead of where it is written, so that an append never waits for the file system to
 * find room; the nearest ones also to the page table, so that it does not wait for the kernel either. Upkeep thread
 * only.
 */
final class PreToucher implements Upkeep {
    /** Fewer are not worth the look: where cores are few, each takes one from the line. */
    private static final long STEP_BYTES = 16 * PageToucher.PAGE_LENGTH;
    /** So many pages in one duty cycle; another follows at once only if the writer is near. */
    private static final int PAGE_LIMIT = 64;
    /** Not further: when the system has written a page to the disk, the next write to it stops in the kernel again. */
    private static final long POPULATED_BYTES = 4 << 20;
    /** In one call of the system, within which some kernels let no other thread on. */
    private static final long PIECE_BYTES = 32 * PageToucher.PAGE_LENGTH;
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final Journal journal;
    private final Path directory;
    private final FileStore disk;
    private final long aheadBytes;
    private Path newest;
    private PageToucher toucher;
    private final PagePopulator populator = new PagePopulator();
    private long touched;
    private long populatedBase;
    private long populated;
    private int seenVersion = -1;
    private long pauseUntilNs;

    /** {@code disk} is the one of the directory. */
    PreToucher(Journal journal, Path directory, FileStore disk, long aheadBytes) {
        this.journal = journal;
        this.directory = directory;
        this.disk = disk;
        this.aheadBytes = aheadBytes;
    }

    @Override
    public int run(long nowNs) {
        if (nowNs < pauseUntilNs || !journal.isComplete()) {
            return 0;
        }
        // The journal's thread writes them in the other order, so the end is never that of an older file.
        final int version = journal.fileVersion();
        final long base = journal.writerBase();
        final long end = journal.appendedEnd();
        if (version != seenVersion) {
            seenVersion = version;
            comeToNewest();
        }
        try {
            if (newest == null || end == 0) {
                return 0;
            }
            final int pages = touch(end) + (base == journal.writerBase() ? populate(base, end) : 0);
            return isNear(end) ? pages : 0;
        } catch (final IOException | InternalError e) {
            // The disk is full or has an error: the journal's thread will find out, and is the one to report it.
            close();
            pauseUntilNs = nowNs + PAUSE_NS;
            return 0;
        }
    }

    /** Else the rest can wait for the next look: where cores are few, much at once takes one from the line for long. */
    private boolean isNear(long end) {
        return touched - end < aheadBytes / 2 || populated > 0 && populated - end < POPULATED_BYTES / 4;
    }

    private void comeToNewest() {
        final Path[] files = CycleFile.list(directory);
        final Path found = files.length == 0 ? null : files[files.length - 1];
        if (found != null && !found.equals(newest)) {
            close();
            newest = found;
            touched = 0;
        }
    }

    private int touch(long end) throws IOException {
        if (toucher == null) {
            toucher = new PageToucher(newest);
        }
        // What the writer has passed it has touched itself.
        touched = Math.max(touched, end & -PageToucher.PAGE_LENGTH);
        if (touched + Math.min(STEP_BYTES, aheadBytes) > end + aheadBytes || !PageToucher.hasRoom(disk, aheadBytes)) {
            return 0;
        }
        int pages = 0;
        while (touched < end + aheadBytes && pages < PAGE_LIMIT) {
            toucher.touch(touched);
            touched += PageToucher.PAGE_LENGTH;
            pages++;
        }
        PageToucher.settle();
        return pages;
    }

    /** What has been touched, as far as the block goes in which the writer is: the next one is mapped elsewhere. */
    private int populate(long base, long end) {
        if (base != populatedBase) {
            populatedBase = base;
            populated = 0;
        }
        final long blockEnd = ((end - 1) / ChronicleSetup.BLOCK_LENGTH + 1) * ChronicleSetup.BLOCK_LENGTH;
        final long from = Math.max(populated, end & -PageToucher.PAGE_LENGTH);
        final long limit = Math.min(Math.min(touched, blockEnd), (end & -PageToucher.PAGE_LENGTH) + POPULATED_BYTES);
        final long to = Math.min(limit, from + PIECE_BYTES);
        if (base == 0 || from + Math.min(STEP_BYTES, aheadBytes) > to || !populator.populate(base + from, to - from)) {
            return 0;
        }
        populated = to;
        return (int) ((to - from) / PageToucher.PAGE_LENGTH);
    }

    @Override
    public void close() {
        CloseHelper.close(toucher);
        toucher = null;
    }
}
