package io.tickwire.gateway.limit;

/** The messages of one connection: so many a second, twice as many at once. One thread. */
public final class InboundRate {
    private static final int BURST_SECONDS = 2;

    private final RateLimit rate;

    /**
     * Make one.
     *
     * @param messagesPerSecond 1 to a million; 0 is without limit
     */
    public InboundRate(int messagesPerSecond) {
        rate = new RateLimit(messagesPerSecond, Math.max(1, BURST_SECONDS * messagesPerSecond));
    }

    /**
     * Note a message.
     *
     * @param nowNs time of any origin, ns
     * @return false if it is one too many
     */
    public boolean tryMessage(long nowNs) {
        return rate.tryAcquire(nowNs);
    }
}
