package io.tickwire.benchmarks.load;

import io.tickwire.ingest.FeedPublisher;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Publishes quotes of many instruments in turn; a quote's time is that at which it was to be published. One thread. */
public final class TickPump implements AutoCloseable {
    private static final long WAIT_NS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long TAKEN_LIMIT_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int BURST_TICKS = 64;

    private final FeedPublisher publisher;
    private final int[] ids;
    private final int inUse;
    private long published;

    /**
     * Define the instruments and publish a quote of each.
     *
     * @param publisher   where to; closed with this
     * @param instruments how many are defined
     * @param inUse       how many of them are quoted from then on
     */
    public TickPump(FeedPublisher publisher, int instruments, int inUse) {
        this.publisher = publisher;
        this.inUse = inUse;
        ids = new int[instruments];
        for (int i = 0; i < instruments; i++) {
            ids[i] = publisher.define(symbol(i), -2, -3);
        }
        for (final int id : ids) {
            publish(id, System.nanoTime());
        }
        published = 0;
    }

    /**
     * The name of an instrument.
     *
     * @param index from 0
     * @return SYMBOL@VENUE
     */
    public static String symbol(int index) {
        return "SYM" + index + "@load";
    }

    /**
     * As many as there can be while the slowest subscriber stays near: the next tick waits until it is.
     *
     * @param crowd       must keep up
     * @param offset      the position of the server before the first tick of this pump
     * @param windowTicks how far the slowest may be behind
     * @param durationNs  how long
     * @throws IOException if a subscriber fails
     */
    public void pumpInStep(Crowd crowd, long offset, int windowTicks, long durationNs) throws IOException {
        final long endNs = System.nanoTime() + durationNs;
        while (System.nanoTime() - endNs < 0) {
            final long room = windowTicks - (published + offset - crowd.slowestThrough());
            if (room <= 0) {
                crowd.check();
                LockSupport.parkNanos(WAIT_NS);
            }
            for (int i = 0; i < Math.min(room, BURST_TICKS); i++) {
                publishNext(System.nanoTime());
            }
        }
    }

    /**
     * At a fixed rate whatever happens; a tick that is late has the time at which it should have been.
     *
     * @param ticksPerSecond how many
     * @param durationNs     how long
     * @return how many there were a second: fewer if back pressure held them up
     */
    public double pumpAt(double ticksPerSecond, long durationNs) {
        final long startNs = System.nanoTime();
        final long count = (long) (ticksPerSecond * durationNs / 1e9);
        for (long i = 0; i < count; i++) {
            final long intendedNs = startNs + (long) (i * 1e9 / ticksPerSecond);
            for (long left = intendedNs - System.nanoTime(); left > 0; left = intendedNs - System.nanoTime()) {
                LockSupport.parkNanos(left);
                publisher.keepAlive();
            }
            publishNext(intendedNs);
        }
        return count * 1e9 / Math.max(durationNs, System.nanoTime() - startNs);
    }

    /**
     * Publish nothing, as a feed in a quiet time.
     *
     * @param durationNs how long
     */
    public void pause(long durationNs) {
        final long endNs = System.nanoTime() + durationNs;
        while (System.nanoTime() - endNs < 0) {
            publisher.keepAlive();
            LockSupport.parkNanos(QUIET_NS);
        }
    }

    private void publishNext(long eventTimeNs) {
        publish(ids[(int) (published % inUse)], eventTimeNs);
    }

    private void publish(int id, long eventTimeNs) {
        final long bidPrice = 6_180_000 + published % 100;
        if (!publisher.tryQuote(id, eventTimeNs, bidPrice, 100, bidPrice + 10, 200)) {
            final long deadlineNs = System.nanoTime() + TAKEN_LIMIT_NS;
            while (!publisher.tryQuote(id, eventTimeNs, bidPrice, 100, bidPrice + 10, 200)) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw new IllegalStateException("the server has taken no tick for a minute; it has ended or hangs");
                }
                LockSupport.parkNanos(WAIT_NS);
            }
        }
        published++;
    }

    /**
     * Ticks so far, without the first of each instrument.
     *
     * @return 0 or more
     */
    public long published() {
        return published;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
