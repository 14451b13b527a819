package io.tickwire.fanout;

import io.tickwire.config.SlowConfig;

import java.util.concurrent.TimeUnit;

/**
 * Tells one subscriber that it has fallen behind, and that it is in step again. Only who was in step can fall behind:
 * what a resume asks for is no slowness. Belongs to the thread that owns the subscriber; does not allocate.
 */
final class SlowWatch {
    private static final long REPEAT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long NEVER = Long.MAX_VALUE;

    private final SubscriberSink sink;
    private final SlowConfig limits;
    private boolean wasInStep;
    private boolean isTold;
    private long nextNoticeNs;
    /** Mode CONFLATED: since when it takes nothing, ns since 1970. */
    private long refusedSinceNs = NEVER;

    SlowWatch(SubscriberSink sink, SlowConfig limits) {
        this.sink = sink;
        this.limits = limits;
    }

    /** What it gets begins anew. */
    void restart() {
        wasInStep = false;
        refusedSinceNs = NEVER;
    }

    /** Whether {@link #behind} may tell it now. */
    boolean mayTell(long nowNs) {
        return wasInStep && nowNs >= nextNoticeNs;
    }

    /**
     * It is about to get ticks that others had before.
     *
     * @param position   its position
     * @param next       number of the tick that it gets next
     * @param receivedNs when the server received that tick, ns since 1970
     * @param head       where the live stream is
     * @param nowNs      time of this duty cycle, ns since 1970
     * @return true if it was told that it is slow, so that its sink may not be ready
     */
    boolean behind(long position, long next, long receivedNs, long head, long nowNs) {
        return wasInStep && (head - next >= limits.afterTicks() || nowNs - receivedNs > limits.afterNs())
            && tell(position, head, nowNs - receivedNs, nowNs);
    }

    /** Mode CONFLATED: it should get a frame, and does not take it. */
    void refused(long nowNs) {
        refusedSinceNs = Math.min(refusedSinceNs, nowNs);
    }

    /**
     * Mode CONFLATED: it is about to get a frame that it should have got before.
     *
     * @return true if it was told that it is slow, so that its sink may not be ready
     */
    boolean accepts(long position, long head, long nowNs) {
        return refusedSinceNs != NEVER && nowNs - refusedSinceNs > limits.afterNs()
            && tell(position, head, nowNs - refusedSinceNs, nowNs);
    }

    private boolean tell(long position, long head, long lagNs, long nowNs) {
        if (nowNs < nextNoticeNs) {
            return false;
        }
        nextNoticeNs = nowNs + REPEAT_NS;
        isTold = true;
        sink.onSlow(position, head, lagNs);
        return true;
    }

    /** Whether it was told that it is slow, and not yet that it is in step again. */
    boolean isTold() {
        return isTold;
    }

    /**
     * It stands where others stand.
     *
     * @param position where
     * @return false if it has to be told so, and its sink is not ready
     */
    boolean inStep(long position) {
        wasInStep = true;
        refusedSinceNs = NEVER;
        if (isTold && sink.isReady()) {
            isTold = false;
            sink.onCaughtUp(position);
        }
        return !isTold;
    }
}
