package io.tickwire.core.agent;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Backs off as {@link BackoffIdleStrategy} does, up to {@value #MAX_PARK_NS} ns, and after a tenth of a second or more
 * without work rests for longer: a server that waits for the market to open should not cost a tenth of a core. The
 * first tick after such a silence waits for up to the rest; the others don't. One thread.
 */
public final class RestingIdleStrategy implements IdleStrategy {
    private static final int SPINS = 10;
    private static final int YIELDS = 20;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 100_000;
    /** At the longest park this many take a tenth of a second; it needs no clock. */
    private static final int IDLES_BEFORE_REST = 1_000;

    private final IdleStrategy backoff;
    private final LongConsumer park;
    private final long restNs;
    private int idles;

    /**
     * For one thread.
     *
     * @param restNs how long it sleeps at a time once nothing has come for a tenth of a second; 1 or more
     */
    public RestingIdleStrategy(long restNs) {
        this(new BackoffIdleStrategy(SPINS, YIELDS, MIN_PARK_NS, MAX_PARK_NS), LockSupport::parkNanos, restNs);
    }

    RestingIdleStrategy(IdleStrategy backoff, LongConsumer park, long restNs) {
        this.backoff = backoff;
        this.park = park;
        this.restNs = restNs;
    }

    @Override
    public void idle(int workCount) {
        if (workCount > 0) {
            reset();
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (idles < IDLES_BEFORE_REST) {
            idles++;
            backoff.idle();
        } else {
            park.accept(restNs);
        }
    }

    @Override
    public void reset() {
        if (idles > 0) {
            idles = 0;
            backoff.reset();
        }
    }

    @Override
    public String alias() {
        return "resting";
    }
}
