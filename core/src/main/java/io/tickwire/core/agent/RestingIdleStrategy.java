package io.tickwire.core.agent;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Idles as another strategy does, and after a long time without work rests for longer at a time: a server that waits
 * for the market to open should not cost a tenth of a core. After {@value #SHORT_RESTS} rests it rests four times as
 * long, and goes on so while work is rare, as heartbeats are. What comes first after such a silence waits for up to the
 * rest; the others don't. It counts and needs no clock. One thread.
 */
public final class RestingIdleStrategy implements IdleStrategy {
    private static final int SPINS = 10;
    private static final int YIELDS = 20;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 100_000;
    /** At the longest sleep these take some 25 ms. */
    private static final int BACKOFF_IDLES = 250;
    /** A second, where a rest takes 2 ms. */
    private static final int SHORT_RESTS = 500;
    private static final int LONG_REST = 4;
    /** Work makes up for so many rests: it is rare as long as there are more between one and the next. */
    private static final int RESTS_OF_WORK = 6;
    /** Some work that comes all at once does not end a long silence. */
    private static final int MOST_RESTS = SHORT_RESTS + 10 * RESTS_OF_WORK;

    private final IdleStrategy usual;
    private final int usualIdles;
    private final LongConsumer park;
    private final long restNs;
    private int idles;
    private int rests;

    /**
     * Another strategy, with rests.
     *
     * @param usual      how it idles at first
     * @param usualIdles how often it idles like that after it had work; it needs no clock
     * @param restNs     how long it sleeps at a time from then on, and a quarter of how long in the end; 1 or more
     */
    public RestingIdleStrategy(IdleStrategy usual, int usualIdles, long restNs) {
        this(usual, usualIdles, restNs, LockSupport::parkNanos);
    }

    RestingIdleStrategy(IdleStrategy usual, int usualIdles, long restNs, LongConsumer park) {
        this.usual = usual;
        this.usualIdles = usualIdles;
        this.restNs = restNs;
        this.park = park;
    }

    /**
     * Back-off: spins, yields, then sleeps for up to {@value #MAX_PARK_NS} ns, and rests after some 25 ms.
     *
     * @param restNs how long it sleeps at a time then, and a quarter of how long in the end; 1 or more
     * @return for one thread
     */
    public static RestingIdleStrategy backoff(long restNs) {
        return new RestingIdleStrategy(new BackoffIdleStrategy(SPINS, YIELDS, MIN_PARK_NS, MAX_PARK_NS),
            BACKOFF_IDLES, restNs);
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
        if (idles < usualIdles) {
            idles++;
            usual.idle();
        } else {
            park.accept(rests < SHORT_RESTS ? restNs : LONG_REST * restNs);
            rests = Math.min(rests + 1, MOST_RESTS);
        }
    }

    @Override
    public void reset() {
        if (idles > 0) {
            idles = 0;
            rests = Math.max(0, rests - RESTS_OF_WORK);
            usual.reset();
        }
    }

    @Override
    public String alias() {
        return "resting";
    }
}
