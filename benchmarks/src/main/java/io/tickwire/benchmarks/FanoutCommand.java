package io.tickwire.benchmarks;

import io.tickwire.benchmarks.load.FileHandles;
import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.config.ConfigException;
import io.tickwire.config.ConfigLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code tickwire bench fanout}: how much one server sends to how many. */
@Command(name = "fanout", mixinStandardHelpOptions = true,
    description = "Ticks/s and frames/s to 1 to 5,000 subscribers with the same and with different subscriptions, "
        + "latency at 50 and 80 %% of that, the server's CPU time for each tick, and the floor: a bare loop that "
        + "writes the same frames. Server and floor are processes of their own.")
final class FanoutCommand implements Callable<Integer> {
    private static final int[] QUICK_SUBSCRIBERS = {1, 100, 1_000};
    private static final int[] INSTRUMENTS = {10, 1_000, 100_000};
    private static final int[] QUICK_INSTRUMENTS = {10, 1_000};

    @Mixin
    private BenchOptions options;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "8",
        description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--subscribers", paramLabel = "N", split = ",", defaultValue = "1,10,100,1000,5000",
        description = "How many want the same (default: ${DEFAULT-VALUE}).")
    private int[] subscribers;

    @Option(names = "--readers", paramLabel = "N", defaultValue = "0",
        description = "Threads that read for the subscribers (default: 2, or 1 with fewer than 4 cores).")
    private int readers;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
        description = "Of the random subscriptions (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--set", paramLabel = "KEY=VALUE",
        description = "Set one key of the server, for example threading.mode=dedicated. Can be repeated.")
    private List<String> settings = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        final int[] counts = options.isQuick() ? QUICK_SUBSCRIBERS : subscribers;
        final String problem = FileHandles.problem(Arrays.stream(counts).max().orElse(0));
        if (!problem.isEmpty()) {
            System.err.println("tickwire bench fanout: " + problem);
            return 1;
        }
        final BenchReport report = options.newReport();
        final int threads = readers > 0 ? readers : Runtime.getRuntime().availableProcessors() < 4 ? 1 : 2;
        final double duration = options.isQuick() ? 1 : seconds;
        settings.forEach(setting -> report.line("server: %s", setting));
        final FanoutRates rates = new FanoutRates(report, duration, threads, settings);
        for (final int count : counts) {
            attempt(report, () -> rates.same(count));
        }
        attempt(report, () -> rates.random(seed));
        final FanoutCosts costs = new FanoutCosts(report, duration, settings);
        for (final int instruments : options.isQuick() ? QUICK_INSTRUMENTS : INSTRUMENTS) {
            attempt(report, () -> costs.instruments(instruments));
        }
        attempt(report, costs::others);
        return report.finish() ? 0 : 1;
    }

    private void checkOptions() {
        if (seconds < 1 || Arrays.stream(subscribers).anyMatch(count -> count < 1)) {
            throw new ParameterException(spec.commandLine(),
                "--seconds and each of --subscribers must be 1 or more: " + seconds + " and "
                    + Arrays.toString(subscribers));
        }
        try {
            new ConfigLoader().overrides(settings).load();
        } catch (final ConfigException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private interface Part {
        void run() throws IOException;
    }

    /** What fails makes the report not valid; the other parts are still worth knowing. */
    private static void attempt(BenchReport report, Part part) {
        try {
            part.run();
        } catch (final IOException e) {
            report.invalid("%s", e.getMessage());
        }
    }
}
