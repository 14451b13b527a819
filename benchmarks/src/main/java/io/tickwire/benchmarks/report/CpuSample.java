package io.tickwire.benchmarks.report;

/**
 * How much processor time was used until one moment, in ticks of the kernel's clock.
 *
 * @param allTicks    by all processes, and stolen by the hypervisor
 * @param oursTicks   by this process and those that it started
 * @param kernelTicks by the kernel's own threads, which do our work too
 * @param atNs        when, on the clock of {@link System#nanoTime}
 */
record CpuSample(long allTicks, long oursTicks, long kernelTicks, long atNs) {
    private static final double TICKS_PER_SECOND = 100;

    /**
     * What others used since an earlier moment.
     *
     * @return of one core: 1 is a whole core; 0 or more
     */
    double othersCoresSince(CpuSample earlier) {
        final long ticks = othersTicks() - earlier.othersTicks();
        final double seconds = (atNs - earlier.atNs) / 1e9;
        return seconds <= 0 ? 0 : Math.max(0, ticks / TICKS_PER_SECOND / seconds);
    }

    private long othersTicks() {
        return allTicks - oursTicks - kernelTicks;
    }
}
