package io.tickwire.fanout;

/**
 * How much of a replay thread's time goes into replays while others are served live: after each stretch of work it
 * pauses, so that a storm of returning subscribers leaves the processor to those at the head. Replay thread only.
 */
final class ReplayPace {
    private static final int WHOLE_PERCENT = 100;

    private final int sharePercent;
    private long pauseUntilNs;

    /** {@code sharePercent} is from 1 to 100. */
    ReplayPace(int sharePercent) {
        this.sharePercent = sharePercent;
    }

    boolean isPausing(long nowNs) {
        return nowNs < pauseUntilNs;
    }

    /** A stretch of work has ended while others were served live. */
    void worked(long startNs, long endNs) {
        pauseUntilNs = endNs + (endNs - startNs) * (WHOLE_PERCENT - sharePercent) / sharePercent;
    }
}
