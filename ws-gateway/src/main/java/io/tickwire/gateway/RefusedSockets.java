package io.tickwire.gateway;

import io.tickwire.gateway.limit.RateLimit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many wait with an open socket though they were not let in: for a word why, or for nothing. They count nowhere
 * else, so that without this an address could open sockets without end by being refused.
 */
final class RefusedSockets {
    /** Enough for those who read their answer and go. */
    static final int LIMIT = 256;

    /** Handshakes of TLS a second that are made only to say no: each costs what the limits are to save. */
    static final int TLS_RATE = 20;

    private final AtomicInteger open = new AtomicInteger();
    private final RateLimit tls = new RateLimit(TLS_RATE, TLS_RATE);

    /**
     * Reader. Whether one more may wait, who then must {@link #leave}.
     *
     * @param needsTls whether the answer can only be given behind a handshake of TLS that is still to come
     * @param nowNs    ns since 1970
     */
    boolean tryEnter(boolean needsTls, long nowNs) {
        // Only the reader adds.
        if (open.get() == LIMIT || needsTls && !tls.tryAcquire(nowNs)) {
            return false;
        }
        open.getAndIncrement();
        return true;
    }

    /** Any thread. The socket is closed. */
    void leave() {
        open.getAndDecrement();
    }
}
