package io.tickwire.benchmarks;

import io.tickwire.benchmarks.load.FileHandles;
import io.tickwire.benchmarks.load.TickPump;
import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code tickwire bench connections}: what it costs that many are connected. */
@Command(name = "connections", mixinStandardHelpOptions = true,
    description = "10,000 connections, idle and with a tick a second each: the server's memory for each, its CPU time, "
        + "and how long it takes to connect all and to part from all. The server is a process of its own.")
final class ConnectionsCommand implements Callable<Integer> {
    private static final int QUICK_CONNECTIONS = 500;
    private static final double QUICK_SECONDS = 2;

    @Mixin
    private BenchOptions options;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "20",
        description = "How long CPU time is measured (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "10000",
        description = "How many connections (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (seconds < 1 || connections < 1) {
            throw new ParameterException(spec.commandLine(),
                "--seconds and --connections must be 1 or more: " + seconds + " and " + connections);
        }
        final int count = options.isQuick() ? QUICK_CONNECTIONS : connections;
        final String problem = FileHandles.problem(count);
        if (!problem.isEmpty()) {
            System.err.println("tickwire bench connections: " + problem);
            return 1;
        }
        final BenchReport report = options.newReport();
        final ConnectionCosts costs = new ConnectionCosts(report, count, options.isQuick() ? QUICK_SECONDS : seconds);
        try {
            costs.measure("idle", 1, i -> "NOTHING*", 0);
            costs.measure("a tick a second", count, TickPump::symbol, count);
        } catch (final IOException e) {
            report.invalid("%s", e.getMessage());
        }
        return report.finish() ? 0 : 1;
    }
}
