package io.tickwire.benchmarks;

import org.HdrHistogram.Histogram;

import java.util.concurrent.TimeUnit;

/**
 * Publishes at a fixed rate whatever happens, and measures from the time at which a tick was meant to be published
 * to the time at which a client has read it; so a stall counts for every tick that it delays. Publisher and clients
 * have a thread each, but on a machine with fewer than four cores one together, so that they take one core from the
 * line.
 */
final class OpenLoop {
    private static final double OFFERED_AT_LEAST = 0.99;
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long OVERTIME_NS = TimeUnit.SECONDS.toNanos(15);
    private static final int CORES_FOR_TWO_THREADS = 4;

    private final Rig rig;
    private final int ticksPerSecond;
    private final Histogram histogram = new Histogram(HIGHEST_NS, 3);

    OpenLoop(Rig rig, int ticksPerSecond) {
        this.rig = rig;
        this.ticksPerSecond = ticksPerSecond;
    }

    /** Sees the ticks of a run, by their number from 0 on; unless it says otherwise, without noting anything. */
    interface Watcher {
        /** On the publisher's thread, right after the publication. */
        default void onPublished(long index, long intendedNs) {
        }

        /** On the clients' thread, for each client. */
        default void onRead(long index, long nowNs) {
        }
    }

    /** Whether publisher and clients share a thread on this machine. */
    static boolean isOneThread() {
        return Runtime.getRuntime().availableProcessors() < CORES_FOR_TWO_THREADS;
    }

    /**
     * What was seen.
     *
     * @param latencyNs      intended publication to client, one value a tick and client
     * @param ticksPerSecond intended rate
     * @param offeredPerSecond real rate
     * @param isComplete     whether all clients had all ticks when the time was up; if not, the rig is of no more use
     */
    record Result(Histogram latencyNs, int ticksPerSecond, double offeredPerSecond, boolean isComplete) {
        boolean isValid() {
            return isComplete && offeredPerSecond >= OFFERED_AT_LEAST * ticksPerSecond;
        }

        /** Why it is not valid. */
        String doubt() {
            return String.format("only %,.0f of %,d ticks/s were offered%s", offeredPerSecond, ticksPerSecond,
                isComplete ? "" : ", and not all had been read when the time was up");
        }
    }

    Result run(int seconds) {
        return run(seconds, new Watcher() { });
    }

    Result run(int seconds, Watcher watcher) {
        final long count = (long) ticksPerSecond * seconds;
        final long target = rig.receivedByAll() + count;
        final double intervalNs = 1e9 / ticksPerSecond;
        final long startNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(10);
        final long deadlineNs = startNs + TimeUnit.SECONDS.toNanos(seconds) + OVERTIME_NS;
        rig.probe(eventTimeNs -> {
            final long nowNs = System.nanoTime();
            histogram.recordValue(Math.max(0, nowNs - eventTimeNs));
            watcher.onRead(Math.round((eventTimeNs - startNs) / intervalNs), nowNs);
        });
        final Pace pace = new Pace(rig, startNs, intervalNs, count, watcher);
        final boolean isOneThread = isOneThread();
        final Thread publishing = new Thread(() -> pace.publishUntil(deadlineNs), "bench-publisher");
        if (!isOneThread) {
            publishing.start();
        }
        while (rig.receivedByAll() < target && System.nanoTime() - deadlineNs < 0) {
            final boolean isIdle = !(isOneThread && pace.publishDue());
            if (rig.poll() == 0 && isIdle) {
                Thread.yield();
            }
        }
        rig.probe(eventTimeNs -> { });
        try {
            publishing.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Result(histogram, ticksPerSecond, pace.ticksPerSecond(), rig.receivedByAll() >= target);
    }
}
