package io.tickwire.ingest;

import io.tickwire.core.feed.SourceStatus;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Drives a {@link FeedPublisher} for a feed handler that would rather wait than try again: each call returns once the
 * message is accepted. While a server is not connected or is slow, the caller waits. Same thread as the publisher;
 * does not allocate.
 */
public final class BlockingFeed implements FeedListener, AutoCloseable {
    private final FeedPublisher publisher;
    private final IdleStrategy idleStrategy;
    private final long timeoutNs;
    private final NanoClock clock;
    private long deadlineNs;
    private boolean waiting;

    /**
     * Make one on a publisher.
     *
     * @param publisher    sends; closed with this object
     * @param idleStrategy how to wait
     * @param timeoutNs    longest wait for one message, 1 or more
     * @throws IllegalArgumentException if the time-out is less than 1
     */
    public BlockingFeed(FeedPublisher publisher, IdleStrategy idleStrategy, long timeoutNs) {
        this(publisher, idleStrategy, timeoutNs, SystemNanoClock.INSTANCE);
    }

    BlockingFeed(FeedPublisher publisher, IdleStrategy idleStrategy, long timeoutNs, NanoClock clock) {
        if (timeoutNs < 1) {
            throw new IllegalArgumentException("time-out must be 1 ns or more: " + timeoutNs);
        }
        this.publisher = publisher;
        this.idleStrategy = idleStrategy;
        this.timeoutNs = timeoutNs;
        this.clock = clock;
    }

    @Override
    public int onInstrument(String name, int priceExponent, int sizeExponent) {
        return publisher.define(name, priceExponent, sizeExponent);
    }

    /**
     * {@inheritDoc}
     *
     * @throws FeedTimeoutException     if it was not accepted in time; it may be published again
     * @throws IllegalArgumentException if the instrument is not defined or a value is out of range
     * @throws IllegalStateException    if the publication is closed or used up, or the thread is interrupted
     */
    @Override
    public void onQuote(int instrumentId, long eventTimeNs, long bidPrice, long bidSize, long askPrice,
                        long askSize) {
        while (!publisher.tryQuote(instrumentId, eventTimeNs, bidPrice, bidSize, askPrice, askSize)) {
            await();
        }
        waiting = false;
    }

    /**
     * {@inheritDoc}
     *
     * @throws FeedTimeoutException     if it was not accepted in time; it may be published again
     * @throws IllegalArgumentException if the instrument is not defined or a value is out of range
     * @throws IllegalStateException    if the publication is closed or used up, or the thread is interrupted
     */
    @Override
    public void onTrade(int instrumentId, long eventTimeNs, long price, long size, long conditions, byte side) {
        while (!publisher.tryTrade(instrumentId, eventTimeNs, price, size, conditions, side)) {
            await();
        }
        waiting = false;
    }

    /**
     * Publish how the source is.
     *
     * @param eventTimeNs ns since 1970, UTC, 1 or more
     * @param status      up, stale or down
     * @throws FeedTimeoutException     if it was not accepted in time; it may be published again
     * @throws IllegalArgumentException if a value is out of range
     * @throws IllegalStateException    if the publication is closed or used up, or the thread is interrupted
     */
    public void onStatus(long eventTimeNs, SourceStatus status) {
        while (!publisher.tryStatus(eventTimeNs, status)) {
            await();
        }
        waiting = false;
    }

    /**
     * Wait until a server is connected and has been sent all definitions.
     *
     * @throws FeedTimeoutException  if none came in time
     * @throws IllegalStateException if the publication is closed or used up, or the thread is interrupted
     */
    public void awaitServer() {
        while (!publisher.keepAlive()) {
            await();
        }
        waiting = false;
    }

    private void await() {
        final long nowNs = clock.nanoTime();
        if (!waiting) {
            waiting = true;
            deadlineNs = nowNs + timeoutNs;
            idleStrategy.reset();
        }
        if (Thread.currentThread().isInterrupted()) {
            waiting = false;
            throw new IllegalStateException("interrupted while waiting to publish; the message was not sent");
        }
        if (nowNs - deadlineNs >= 0) {
            waiting = false;
            throw new FeedTimeoutException(timeoutNs, publisher.isConnected());
        }
        idleStrategy.idle();
    }

    /** Close the publisher. */
    @Override
    public void close() {
        publisher.close();
    }
}
