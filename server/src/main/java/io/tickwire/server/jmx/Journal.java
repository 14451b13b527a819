package io.tickwire.server.jmx;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;

/** Reads the stage's counters. */
record Journal(CounterFile counters) implements JournalMXBean {
    @Override
    public long getPosition() {
        return counters.counter(CounterId.JOURNAL_POSITION).get();
    }

    @Override
    public long getExcerpts() {
        return counters.counter(CounterId.JOURNAL_EXCERPTS).get();
    }

    @Override
    public long getBytes() {
        return counters.counter(CounterId.JOURNAL_BYTES).get();
    }

    @Override
    public long getRunning() {
        return counters.counter(CounterId.JOURNAL_RUNNING).get();
    }

    @Override
    public long getSkipped() {
        return counters.counter(CounterId.JOURNAL_SKIPPED).get();
    }

    @Override
    public long getErrors() {
        return counters.counter(CounterId.JOURNAL_ERRORS).get();
    }

    @Override
    public long getSynced() {
        return counters.counter(CounterId.JOURNAL_SYNCED).get();
    }

    @Override
    public long getOldest() {
        return counters.counter(CounterId.JOURNAL_OLDEST).get();
    }

    @Override
    public long getDeleted() {
        return counters.counter(CounterId.JOURNAL_DELETED).get();
    }
}
