package io.tickwire.journal;

import org.agrona.CloseHelper;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Gives pages to the newest file ahead of where it is written, so that an append never waits for the file system to
 * find room. Upkeep thread only.
 */
final class PreToucher implements Upkeep {
    /** So many pages in one duty cycle, for the sake of the other duties. */
    private static final int PAGE_LIMIT = 4096;
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final Journal journal;
    private final Path directory;
    private final FileStore disk;
    private final long aheadBytes;
    private Path newest;
    private PageToucher toucher;
    private long touched;
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
        final long end = journal.appendedEnd();
        if (version != seenVersion) {
            seenVersion = version;
            comeToNewest();
        }
        try {
            return newest == null || end == 0 ? 0 : touch(end);
        } catch (final IOException | InternalError e) {
            // The disk is full or has an error: the journal's thread will find out, and is the one to report it.
            close();
            pauseUntilNs = nowNs + PAUSE_NS;
            return 0;
        }
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
        if (touched >= end + aheadBytes || !PageToucher.hasRoom(disk, aheadBytes)) {
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

    @Override
    public void close() {
        CloseHelper.close(toucher);
        toucher = null;
    }
}
