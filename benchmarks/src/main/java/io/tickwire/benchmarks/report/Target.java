package io.tickwire.benchmarks.report;

/**
 * What a benchmark is to reach, beside what it reached.
 *
 * @param what     in words, such as "p99 at 10,000 ticks/s, of the floor's"
 * @param measured what came out
 * @param limit    what it must not be above or below
 * @param isAtMost whether the limit is the highest allowed value; else it is the lowest
 * @param unit     of both
 */
public record Target(String what, double measured, double limit, boolean isAtMost, String unit) {
    /**
     * Whether it is reached.
     *
     * @return false also where nothing was measured (not a number)
     */
    public boolean isReached() {
        return isAtMost ? measured <= limit : measured >= limit;
    }
}
