package io.tickwire.fanout;

import io.tickwire.core.tick.TickFilter;

/**
 * A subscriber on loan: a replay agent serves it from its position up to a target, and gives it back. Made by the
 * fan-out thread; from then on the replay thread's, until it is returned.
 */
final class Replay {
    private static final long PATIENCE_NS = 100_000_000L;

    private final Subscriber subscriber;
    private final ReplayLoans lender;
    private final long target;
    private final TickFilter filter;
    private final FrameFlag flag;
    private long lastFrameNs;
    private long lastTicksNs;
    private boolean isStuck;

    Replay(Subscriber subscriber, ReplayLoans lender, long nowNs) {
        this.subscriber = subscriber;
        this.lender = lender;
        this.target = subscriber.group().through();
        this.filter = subscriber.group().filterToLend();
        this.lastFrameNs = nowNs;
        this.flag = subscriber.group().flag(true);
    }

    Subscriber subscriber() {
        return subscriber;
    }

    /** The last tick to send. */
    long target() {
        return target;
    }

    /** What the group wants. */
    TickFilter filter() {
        return filter;
    }

    /** How its frames are marked. */
    FrameFlag flag() {
        return flag;
    }

    long lastFrameNs() {
        return lastFrameNs;
    }

    void lastFrameNs(long timeNs) {
        lastFrameNs = timeNs;
    }

    void lastTicksNs(long timeNs) {
        lastTicksNs = timeNs;
    }

    /** Whether it keeps its turn though its socket is full just now: it has taken ticks a moment ago. */
    boolean isReading(long nowNs) {
        return nowNs - lastTicksNs < PATIENCE_NS;
    }

    /** The next tick can't be had; the fan-out thread, which knows what to do then, is to take over. */
    void stuck() {
        isStuck = true;
    }

    boolean isStuck() {
        return isStuck;
    }

    /** Give the subscriber back. The last use on the replay thread. */
    void giveBack() {
        lender.returned(this);
    }

    /** The transport's part of the fan-out thread that gets the subscriber back. */
    SinkDriver home() {
        return lender.home();
    }
}
