package io.tickwire.fanout;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;

/** Counts what one thread has handed to sinks, and brings the shared counters up to date once in a duty cycle. */
final class FrameCount {
    private final CounterFile counters;
    private long frames;
    private long ticks;
    private long bytes;

    FrameCount(CounterFile counters) {
        this.counters = counters;
    }

    void onFrame(int frameTicks, int frameBytes) {
        frames++;
        ticks += frameTicks;
        bytes += frameBytes;
    }

    /** Since the counters were last brought up to date. */
    long ticks() {
        return ticks;
    }

    void onGap() {
        counters.counter(CounterId.FANOUT_GAPS).getAndAdd(1);
    }

    void publish(long journalTicks) {
        if (frames > 0) {
            counters.counter(CounterId.FANOUT_FRAMES).getAndAdd(frames);
            counters.counter(CounterId.FANOUT_TICKS).getAndAdd(ticks);
            counters.counter(CounterId.FANOUT_BYTES).getAndAdd(bytes);
            frames = 0;
            ticks = 0;
            bytes = 0;
        }
        if (journalTicks > 0) {
            counters.counter(CounterId.FANOUT_JOURNAL_TICKS).getAndAdd(journalTicks);
        }
    }
}
