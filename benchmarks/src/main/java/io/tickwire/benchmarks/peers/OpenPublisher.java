package io.tickwire.benchmarks.peers;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes at a fixed rate whatever happens: a message that is late keeps the time at which it was meant to go. On a
 * thread of its own.
 */
final class OpenPublisher {
    /** Linux wakes a thread so much later than asked. */
    private static final long OVERSLEPT_NS = 60_000;

    private final Feed feed;
    private final long firstSequence;
    private final long count;
    private final double intervalNs;
    private final long startNs;
    private final long endNs;
    private final Thread thread = new Thread(this::publish, "bench-publisher");
    /** Written by the publishing thread, read after it has ended. */
    private IOException failure;
    /** Likewise. */
    private long published;

    /**
     * A publisher.
     *
     * @param feed          where to
     * @param firstSequence number of the first message
     * @param count         messages
     * @param perSecond     rate
     * @param startNs       when the first is meant to go
     * @param endNs         when to give up
     */
    OpenPublisher(Feed feed, long firstSequence, long count, double perSecond, long startNs, long endNs) {
        this.feed = feed;
        this.firstSequence = firstSequence;
        this.count = count;
        this.intervalNs = 1e9 / perSecond;
        this.startNs = startNs;
        this.endNs = endNs;
    }

    void start() {
        thread.start();
    }

    private void publish() {
        try {
            boolean isSent = true;
            while (published < count || !isSent) {
                final long nowNs = System.nanoTime();
                if (nowNs > endNs) {
                    return;
                }
                final long intendedNs = startNs + (long) (published * intervalNs);
                if (published < count && intendedNs <= nowNs && feed.offer(intendedNs, firstSequence + published)) {
                    published++;
                    isSent = false;
                } else {
                    isSent = feed.flush();
                    rest(isSent ? intendedNs - nowNs : 0);
                }
            }
        } catch (final IOException e) {
            failure = e;
        }
    }

    /** Where there are few cores, one that spins here is missing to the server. */
    private static void rest(long leftNs) {
        if (leftNs > OVERSLEPT_NS) {
            LockSupport.parkNanos(leftNs - OVERSLEPT_NS);
        } else {
            Thread.yield();
        }
    }

    /**
     * Wait for the end.
     *
     * @throws IOException if the connection broke
     */
    void join() throws IOException {
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Messages that the feed took. After {@link #join}. */
    long published() {
        return published;
    }
}
