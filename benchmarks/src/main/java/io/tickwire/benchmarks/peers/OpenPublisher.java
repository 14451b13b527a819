package io.tickwire.benchmarks.peers;

import io.tickwire.server.TimerSlack;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes at a fixed rate whatever happens: a message that is late keeps the time at which it was meant to go. On a
 * thread of its own, which sleeps until the next message is due, but never for less than 50 us: where there are few
 * cores, one that spins here is missing to the server. So at high rates several messages go at once, all but the last
 * of them late, which counts as latency: of every server alike.
 */
final class OpenPublisher {
    private static final long SHORTEST_REST_NS = 50_000;
    /** Then it looks at the clock, since it may be time to give up. */
    private static final long MOST_AT_ONCE = 1_000;

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
        TimerSlack.removeForThisThread();
        try {
            long nowNs = System.nanoTime();
            boolean isSent = false;
            while ((published < count || !isSent) && nowNs <= endNs) {
                final boolean isTaken = publishDue(nowNs);
                isSent = feed.flush();
                if (!isTaken || !isSent) {
                    LockSupport.parkNanos(SHORTEST_REST_NS);
                } else if (published < count && intendedNs() > nowNs) {
                    LockSupport.parkNanos(Math.max(SHORTEST_REST_NS, intendedNs() - System.nanoTime()));
                }
                nowNs = System.nanoTime();
            }
        } catch (final IOException e) {
            failure = e;
        }
    }

    /** False on back pressure. */
    private boolean publishDue(long nowNs) throws IOException {
        final long end = Math.min(count, published + MOST_AT_ONCE);
        while (published < end && intendedNs() <= nowNs) {
            if (!feed.offer(intendedNs(), firstSequence + published)) {
                return false;
            }
            published++;
        }
        return true;
    }

    /** Of the next message. */
    private long intendedNs() {
        return startNs + (long) (published * intervalNs);
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
