package io.tickwire.benchmarks;

import io.tickwire.benchmarks.micro.MicroCommand;
import io.tickwire.benchmarks.peers.PeersCommand;
import io.tickwire.benchmarks.size.SizeCommand;
import io.tickwire.server.cli.LibraryLogs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of {@code tickwire bench}. */
@Command(name = "tickwire bench", mixinStandardHelpOptions = true,
    subcommands = {
        AllCommand.class,
        ReportCommand.class,
        SmokeCommand.class,
        MicroCommand.class,
        JournalCommand.class,
        ReplayCommand.class,
        StormCommand.class,
        FreshnessCommand.class,
        LatencyCommand.class,
        FloorCommand.class,
        PausesCommand.class,
        FanoutCommand.class,
        ConnectionsCommand.class,
        StalledCommand.class,
        SizeCommand.class,
        PeersCommand.class,
    },
    description = "Measure tickwire on this machine.", synopsisSubcommandLabel = "NAME")
public final class BenchMain implements Runnable {
    @Spec
    private CommandSpec spec;

    /**
     * Run a benchmark and exit with 0 if its figures are valid.
     *
     * @param arguments as on the command line
     */
    public static void main(String[] arguments) {
        LibraryLogs.warningsOnly();
        System.exit(new CommandLine(new BenchMain()).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
            "name a benchmark, or all: " + String.join(", ", spec.subcommands().keySet()));
    }
}
