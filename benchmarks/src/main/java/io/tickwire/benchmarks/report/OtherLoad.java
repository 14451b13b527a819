package io.tickwire.benchmarks.report;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether others used the processors just before a benchmark and in it. One thread. */
final class OtherLoad {
    /** Of one core; more than this is too much. */
    static final double LIMIT_CORES = 0.1;

    private final Supplier<Optional<CpuSample>> cpu;
    private final Optional<CpuSample> start;
    private final Optional<Double> beforeCores;

    /**
     * Look before a benchmark.
     *
     * @param cpu   who used how much until now; empty if that is not known
     * @param pause waits for about a second
     */
    OtherLoad(Supplier<Optional<CpuSample>> cpu, Runnable pause) {
        this.cpu = cpu;
        final Optional<CpuSample> earlier = cpu.get();
        if (earlier.isPresent()) {
            pause.run();
        }
        start = cpu.get();
        beforeCores = start.flatMap(now -> earlier.map(now::othersCoresSince));
    }

    /** Of one core, in the second before. */
    Optional<Double> beforeCores() {
        return beforeCores;
    }

    /** Of one core, from the start until now. */
    Optional<Double> duringCores() {
        return cpu.get().flatMap(now -> start.map(now::othersCoresSince));
    }

    /** Why the machine was too busy; empty if it was not, or if nothing is known. */
    static Optional<String> doubt(String when, Optional<Double> cores) {
        return cores.filter(value -> value > LIMIT_CORES).map(value -> String.format(Locale.ROOT,
            "other processes used %.0f %% of a core %s; at most %.0f %% would do: stop them, or measure elsewhere",
            100 * value, when, 100 * LIMIT_CORES));
    }

    /** For people. */
    static String text(Optional<Double> cores) {
        return cores.map(value -> String.format(Locale.ROOT, "%.1f %% of a core", 100 * value)).orElse("not known");
    }
}
