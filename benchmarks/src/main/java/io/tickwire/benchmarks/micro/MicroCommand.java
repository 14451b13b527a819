package io.tickwire.benchmarks.micro;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** {@code tickwire bench micro}: time and allocation of the single steps. */
@Command(name = "micro", mixinStandardHelpOptions = true,
    description = "Time and allocation of single steps on one thread, by JMH: codec, ring, journal, match, frames, "
        + "conflation. What is done for each tick must not allocate.")
public final class MicroCommand implements Callable<Integer> {
    @Mixin
    private BenchOptions options;

    @Option(names = "--only", paramLabel = "REGEX", defaultValue = ".*",
        description = "Only the benchmarks whose name (such as RingBench.hop) has a match (default: all).")
    private Pattern only;

    /** For the command line. */
    public MicroCommand() {
    }

    @Override
    public Integer call() throws IOException, RunnerException {
        final BenchReport report = options.newReport();
        final MicroRun run = new MicroRun(report, options.isQuick());
        run.all(only);
        return report.finish() ? 0 : 1;
    }
}
