package io.tickwire.benchmarks;

import io.tickwire.benchmarks.load.StalledClient;
import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code tickwire bench stalled}: whether a client that does not read is felt by the others. */
@Command(name = "stalled", mixinStandardHelpOptions = true,
    description = "One client of 100 never reads: the p99 of the others with it and without it, in turn, at a fixed "
        + "rate. The server is a process of its own.")
final class StalledCommand implements Callable<Integer> {
    private static final String EVERYTHING = "{\"op\":\"subscribe\",\"symbols\":[\"*\"]}";
    private static final int INSTRUMENTS = 100;
    private static final int BURST_LIMIT = 20;
    private static final double AIM_RATIO = 1.05;
    private static final double OFFERED_AT_LEAST = 0.99;
    private static final double QUICK_SECONDS = 0.5;
    private static final int QUICK_ROUNDS = 2;

    @Mixin
    private BenchOptions options;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "4",
        description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "9",
        description = "How often with it, and how often without (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "100",
        description = "Clients, with the one that may be stalled (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "10000",
        description = "Ticks a second (default: ${DEFAULT-VALUE}).")
    private int ticksPerSecond;

    private BenchReport report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (seconds < 1 || rounds < 1 || clients < 2 || ticksPerSecond < 1) {
            throw new ParameterException(spec.commandLine(),
                "--seconds, --rounds and --rate must be 1 or more, --clients 2 or more");
        }
        report = options.newReport();
        final double duration = options.isQuick() ? QUICK_SECONDS : seconds;
        final List<Histogram> with = new ArrayList<>();
        final List<Histogram> without = new ArrayList<>();
        try (FanoutRig rig = new FanoutRig(INSTRUMENTS, INSTRUMENTS, 1, List.of())) {
            rig.connect(clients - 1, i -> EVERYTHING);
            for (int i = 0; i < (options.isQuick() ? QUICK_ROUNDS : rounds); i++) {
                report.progress("round %d", i + 1);
                // What comes first changes, so that a drift hits both alike.
                if (i % 2 == 0) {
                    with.add(withStalled(rig, duration));
                }
                without.add(latencies(rig, duration));
                if (i % 2 == 1) {
                    with.add(withStalled(rig, duration));
                }
            }
            tell(with, without);
        } catch (final IOException e) {
            report.invalid("%s", e.getMessage());
        }
        return report.finish() ? 0 : 1;
    }

    private Histogram withStalled(FanoutRig rig, double duration) throws IOException {
        final StalledClient stalled = new StalledClient(rig.server().port(), EVERYTHING);
        try {
            final long before = rig.fellBehind();
            for (int i = 0; rig.fellBehind() == before; i++) {
                if (i == BURST_LIMIT) {
                    throw new IOException("a client that never reads did not fall behind: there was not enough for it");
                }
                rig.maximum(1);
            }
            return latencies(rig, duration);
        } finally {
            stalled.close();
        }
    }

    private Histogram latencies(FanoutRig rig, double duration) throws IOException {
        rig.openLoop(ticksPerSecond, duration / 2);
        final FanoutRig.Measured measured = rig.openLoop(ticksPerSecond, duration);
        if (measured.offeredFraction() < OFFERED_AT_LEAST) {
            report.invalid("only %.1f %% of the intended rate were offered", measured.offeredFraction() * 100);
        }
        return measured.latencyNs();
    }

    private void tell(List<Histogram> with, List<Histogram> without) {
        report.line("%d live clients, %,d ticks/s; one more that never reads, or not", clients - 1, ticksPerSecond);
        for (int i = 0; i < with.size(); i++) {
            report.line("  round %d: p99 %,.1f us with it, %,.1f us without", i + 1, p99Us(with.get(i)),
                p99Us(without.get(i)));
        }
        report.latency("publicationToClient", sum(with), "stalled", 1);
        report.latency("publicationToClient", sum(without), "stalled", 0);
        report.target(new Target("p99 with a stalled client by that without, medians of the rounds",
            medianP99Us(with) / medianP99Us(without), AIM_RATIO, true, "x"));
    }

    private static double p99Us(Histogram latencyNs) {
        return latencyNs.getValueAtPercentile(99) / 1e3;
    }

    private static double medianP99Us(List<Histogram> rounds) {
        final double[] sorted = rounds.stream().mapToDouble(StalledCommand::p99Us).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static Histogram sum(List<Histogram> rounds) {
        final Histogram all = new Histogram(TimeUnit.MINUTES.toNanos(2), 3);
        rounds.forEach(all::add);
        return all;
    }
}
