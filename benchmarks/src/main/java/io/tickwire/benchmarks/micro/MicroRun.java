package io.tickwire.benchmarks.micro;

import io.tickwire.benchmarks.plot.Numbers;
import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs the micro-benchmarks one by one, each in JVMs of its own with the flags of this one. One thread. */
final class MicroRun {
    static final List<Class<?>> CLASSES =
        List.of(CodecBench.class, RingBench.class, JournalBench.class, MatchBench.class, FrameBench.class);
    private static final String ALLOCATION = "gc.alloc.rate.norm";
    /** The profiler also sees what the harness itself allocates, some KB in each iteration. */
    private static final double ALLOCATION_LIMIT_BYTES = 0.01;
    private static final int QUICK_ITERATIONS = 2;
    private static final TimeValue QUICK_TIME = TimeValue.milliseconds(200);

    private final BenchReport report;
    private final boolean isQuick;

    MicroRun(BenchReport report, boolean isQuick) {
        this.report = report;
        this.isQuick = isQuick;
    }

    /** All whose name matches. */
    void all(Pattern only) throws RunnerException {
        int count = 0;
        for (final Class<?> type : CLASSES) {
            for (final Method method : benchmarks(type)) {
                final String name = type.getSimpleName() + "." + method.getName();
                if (only.matcher(name).find()) {
                    count++;
                    report.progress("%s", name);
                    one(type, method, name);
                }
            }
        }
        if (isQuick) {
            report.line("allocation is not judged in a quick run: what the harness allocates weighs too much in it");
        }
        if (count == 0) {
            report.invalid("--only: no benchmark has a name with a match of %s", only);
        }
    }

    static List<Method> benchmarks(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Benchmark.class))
            .sorted((a, b) -> a.getName().compareTo(b.getName())).toList();
    }

    private void one(Class<?> type, Method method, String name) throws RunnerException {
        final ChainedOptionsBuilder options = new OptionsBuilder()
            .include(Pattern.quote(type.getName() + "." + method.getName()) + "$").mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS).addProfiler(GCProfiler.class).verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
        if (isQuick) {
            options.forks(1).warmupIterations(1).warmupTime(QUICK_TIME).measurementIterations(QUICK_ITERATIONS)
                .measurementTime(QUICK_TIME);
        }
        for (final RunResult run : new Runner(options.build()).run()) {
            tell(name, run, method.isAnnotationPresent(HotPath.class));
        }
    }

    private void tell(String name, RunResult run, boolean isHot) {
        final double ns = run.getPrimaryResult().getScore();
        final double bytes = run.getSecondaryResults().keySet().stream().filter(key -> key.endsWith(ALLOCATION))
            .mapToDouble(key -> run.getSecondaryResults().get(key).getScore()).findFirst().orElse(Double.NaN);
        report.line("%-32s %10.2f ns/op, +- %s (99.9 %% confidence, %d iterations), %.4f B/op", name,
            ns, Numbers.brief(run.getPrimaryResult().getScoreError()), run.getPrimaryResult().getSampleCount(), bytes);
        report.figure("time", ns, "ns/op", "benchmark", name);
        report.figure("allocation", bytes, "B/op", "benchmark", name);
        if (isHot && !isQuick) {
            report.target(new Target(name + " allocates nothing", bytes, ALLOCATION_LIMIT_BYTES, true, "B/op"));
        }
    }
}
