package io.tickwire.gateway;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many wait with an open socket though they were not let in: for a word why, or for nothing. They count nowhere
 * else, so that without this an address could open sockets without end by being refused.
 */
final class RefusedSockets {
    /** Enough for those who read their answer and go. */
    static final int LIMIT = 256;

    private final AtomicInteger open = new AtomicInteger();

    /** Reader. Whether one more may wait, who then must {@link #leave}. */
    boolean tryEnter() {
        // Only the reader adds.
        if (open.get() == LIMIT) {
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
