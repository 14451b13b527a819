package io.tickwire.journal;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.status.AtomicCounter;

import java.io.IOException;
import java.nio.file.Path;

/** Forces what was appended to the disk, every so often. Upkeep thread only. */
final class Syncer implements Upkeep {
    private final Journal journal;
    private final Path directory;
    private final long intervalNs;
    private final ErrorHandler errors;
    private final AtomicCounter synced;
    private final AtomicCounter errorCount;
    private Path lastForced;
    private long nextNs;

    Syncer(Journal journal, Path directory, long intervalNs, CounterFile counters, ErrorHandler errors) {
        this.journal = journal;
        this.directory = directory;
        this.intervalNs = intervalNs;
        this.errors = errors;
        synced = counters.counter(CounterId.JOURNAL_SYNCED);
        errorCount = counters.counter(CounterId.JOURNAL_ERRORS);
    }

    @Override
    public int run(long nowNs) {
        final long last = journal.lastSequence();
        if (nowNs < nextNs || last == synced.get() || !journal.isComplete()) {
            return 0;
        }
        nextNs = nowNs + intervalNs;
        try {
            force();
            synced.setRelease(last);
        } catch (final IOException | JournalException e) {
            errorCount.getAndAddRelease(1);
            errors.onError(new JournalException("can't force the journal in " + directory + " to the disk: " + e, e));
        }
        return 1;
    }

    /** The file that was the newest the last time, and all that came since, with their names. */
    private void force() throws IOException {
        final Path[] files = CycleFile.list(directory);
        for (final Path file : files) {
            if (lastForced == null || file.compareTo(lastForced) >= 0) {
                DiskSync.file(file);
            }
        }
        final Path newest = files.length == 0 ? null : files[files.length - 1];
        if (newest != null && !newest.equals(lastForced)) {
            DiskSync.directory(directory);
            lastForced = newest;
        }
    }
}
