package io.tickwire.client;

/**
 * How long to wait before the next attempt to connect: from the least delay, twice as long after each failure up to
 * the greatest, and of that a random part between one half and all.
 *
 * @param minDelayMs first delay in milliseconds, 1 or more
 * @param maxDelayMs greatest delay in milliseconds, at least minDelayMs
 * @param seed       of the random part; give each client another, so that they do not come back all at once
 */
public record ReconnectPolicy(long minDelayMs, long maxDelayMs, long seed) {
    private static final int DOUBLINGS_LIMIT = 30;

    /**
     * Check the parts.
     *
     * @throws IllegalArgumentException if the delays are out of range
     */
    public ReconnectPolicy {
        if (minDelayMs < 1 || maxDelayMs < minDelayMs || maxDelayMs > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("reconnect delays must be 1 <= min <= max <= " + Integer.MAX_VALUE
                + " ms: " + minDelayMs + ", " + maxDelayMs);
        }
    }

    /**
     * 100 ms to 10 s.
     *
     * @return a policy with a seed of its own
     */
    public static ReconnectPolicy standard() {
        return new ReconnectPolicy(100, 10_000, System.nanoTime());
    }

    long delayMs(int failures, double random) {
        final long full = Math.min(maxDelayMs, minDelayMs << Math.min(failures, DOUBLINGS_LIMIT));
        return Math.max(1, (long) (full * (0.5 + random / 2)));
    }
}
