package io.tickwire.server.jmx;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;

/** Reads the stage's counters. */
record Fanout(CounterFile counters) implements FanoutMXBean {
    @Override
    public long getSubscribers() {
        return counters.counter(CounterId.FANOUT_SUBSCRIBERS).get();
    }

    @Override
    public long getFrames() {
        return counters.counter(CounterId.FANOUT_FRAMES).get();
    }

    @Override
    public long getTicks() {
        return counters.counter(CounterId.FANOUT_TICKS).get();
    }

    @Override
    public long getBytes() {
        return counters.counter(CounterId.FANOUT_BYTES).get();
    }

    @Override
    public long getFellBehind() {
        return counters.counter(CounterId.FANOUT_FELL_BEHIND).get();
    }

    @Override
    public long getLapped() {
        return counters.counter(CounterId.FANOUT_LAPPED).get();
    }

    @Override
    public long getJournalTicks() {
        return counters.counter(CounterId.FANOUT_JOURNAL_TICKS).get();
    }

    @Override
    public long getResumes() {
        return counters.counter(CounterId.FANOUT_RESUMES).get();
    }

    @Override
    public long getResets() {
        return counters.counter(CounterId.FANOUT_RESETS).get();
    }

    @Override
    public long getGaps() {
        return counters.counter(CounterId.FANOUT_GAPS).get();
    }
}
