package io.tickwire.benchmarks;

import org.HdrHistogram.Histogram;

import java.util.concurrent.TimeUnit;

/**
 * Publishes at a fixed rate whatever happens, and measures from the time at which a tick was meant to be published
 * to the time at which a client has read it; so a stall counts for every tick that it delays.
 */
final class OpenLoop {
    private static final double OFFERED_AT_LEAST = 0.99;
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);

    private final Line line;
    private final int ticksPerSecond;
    private final Histogram histogram = new Histogram(HIGHEST_NS, 3);

    OpenLoop(Line line, int ticksPerSecond) {
        this.line = line;
        this.ticksPerSecond = ticksPerSecond;
    }

    /**
     * What was seen.
     *
     * @param latencyNs      intended publication to client, one value a tick
     * @param ticksPerSecond intended rate
     * @param offeredPerSecond real rate
     */
    record Result(Histogram latencyNs, int ticksPerSecond, double offeredPerSecond) {
        boolean isValid() {
            return offeredPerSecond >= OFFERED_AT_LEAST * ticksPerSecond;
        }
    }

    Result run(int seconds) {
        final long count = (long) ticksPerSecond * seconds;
        final long target = line.receivedByAll() + count;
        final long startNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(10);
        line.probe(eventTimeNs -> histogram.recordValue(Math.max(0, System.nanoTime() - eventTimeNs)));
        final long[] endNs = new long[1];
        final Thread publishing = new Thread(() -> {
            publish(startNs, count);
            endNs[0] = System.nanoTime();
        }, "bench-publisher");
        publishing.start();
        while (line.receivedByAll() < target) {
            if (line.poll() == 0) {
                Thread.yield();
            }
        }
        line.probe(eventTimeNs -> { });
        try {
            publishing.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Result(histogram, ticksPerSecond, count * 1e9 / (endNs[0] - startNs));
    }

    /** The tick carries the time at which it is meant to be published, on the clock of this process. */
    private void publish(long startNs, long count) {
        final double intervalNs = 1e9 / ticksPerSecond;
        for (long i = 0; i < count; i++) {
            final long intendedNs = startNs + (long) (i * intervalNs);
            while (System.nanoTime() < intendedNs) {
                Thread.yield();
            }
            while (!line.publishOne(intendedNs)) {
                Thread.yield();
            }
        }
    }
}
