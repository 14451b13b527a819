package io.tickwire.benchmarks.peers;

import java.io.IOException;

/**
 * Publishes at a fixed rate whatever happens: a message that is late keeps the time at which it was meant to go. On a
 * thread of its own.
 */
final class OpenPublisher {
    private final Feed feed;
    private final long firstSequence;
    private final long count;
    private final double intervalNs;
    private final long startNs;
    private final long endNs;
    private final Thread thread = new Thread(this::publish, "bench-publisher");
    /** Written by the publishing thread, read after it has ended. */
    private IOException failure;

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
            long published = 0;
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
                    Thread.yield();
                }
            }
        } catch (final IOException e) {
            failure = e;
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
}
