package io.tickwire.gateway.limit;

/**
 * So many a second, and a burst at once: a bucket that holds the burst, begins full, and fills at the rate. One thread.
 */
public final class RateLimit {
    /** Largest rate and largest burst. */
    public static final int LIMIT = 1_000_000_000;
    /** Credit is counted in parts of one, so that a slow rate loses nothing between two calls. */
    private static final long ONE = 1_000_000_000L;

    private final long ratePerSecond;
    private final long fullCredit;
    private long credit;
    private long lastNs;

    /**
     * Make one.
     *
     * @param ratePerSecond how many a second, 1 to {@link #LIMIT}; 0 is without limit
     * @param burst         how many at once, 1 to {@link #LIMIT}
     * @throws IllegalArgumentException if one is out of its range
     */
    public RateLimit(int ratePerSecond, int burst) {
        if (ratePerSecond < 0 || ratePerSecond > LIMIT || burst < 1 || burst > LIMIT) {
            throw new IllegalArgumentException("a rate must be 0 to " + LIMIT + " and a burst 1 to " + LIMIT
                + ", not " + ratePerSecond + " and " + burst);
        }
        this.ratePerSecond = ratePerSecond;
        fullCredit = burst * ONE;
        credit = fullCredit;
    }

    /**
     * Take one, if there is one.
     *
     * @param nowNs time of any origin, ns; a clock that goes back costs what was not yet credited, never more
     * @return false if there is none, and then nothing is taken
     */
    public boolean tryAcquire(long nowNs) {
        if (ratePerSecond == 0) {
            return true;
        }
        credit = creditAt(nowNs);
        lastNs = nowNs;
        if (credit < ONE) {
            return false;
        }
        credit -= ONE;
        return true;
    }

    /** What would be left, in parts of one. */
    long creditAt(long nowNs) {
        // Below 0 for a clock that went back, and for one that went on by more than 292 years.
        final long elapsedNs = nowNs - lastNs;
        if (elapsedNs <= 0) {
            return credit;
        }
        return elapsedNs > fullCredit / ratePerSecond ? fullCredit
            : Math.min(fullCredit, credit + elapsedNs * ratePerSecond);
    }

    /** As it began. */
    void fill() {
        credit = fullCredit;
    }
}
