package io.tickwire.benchmarks.peers;

import org.HdrHistogram.Histogram;

import java.util.concurrent.TimeUnit;

/** What one measurement's clients got, all together. One thread. */
final class Deliveries {
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);

    private final Histogram latencyNs = new Histogram(HIGHEST_NS, 3);
    private long firstSequence = Long.MAX_VALUE;
    private long count;
    private long lastNs;

    /**
     * Begin a measurement.
     *
     * @param first number of its first message; what comes from before is not counted
     */
    void begin(long first) {
        firstSequence = first;
        count = 0;
        latencyNs.reset();
    }

    /**
     * Whether a message belongs to this measurement; if so it is counted.
     *
     * @param sequence   its number
     * @param intendedNs when it was meant to be published
     * @param nowNs      when it was read
     */
    void add(long sequence, long intendedNs, long nowNs) {
        if (sequence >= firstSequence) {
            count++;
            lastNs = nowNs;
            latencyNs.recordValue(Math.min(HIGHEST_NS, Math.max(0, nowNs - intendedNs)));
        }
    }

    /** Messages that were delivered, summed over the clients. */
    long count() {
        return count;
    }

    /** When the last one was read. */
    long lastNs() {
        return lastNs;
    }

    /** From intended publication to client. */
    Histogram latencyNs() {
        return latencyNs;
    }
}
