package io.tickwire.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top of the command line. A new command is one line in {@code subcommands}. */
@Command(
    name = "tickwire",
    versionProvider = VersionText.class,
    description = "A low-latency market-data feed server: Aeron in, journal, WebSocket out.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:done",
        "1:it failed; the error says why",
        "2:the command line was wrong",
        "3:subscribe found a gap in what it received"
    },
    subcommands = {
        DemoCommand.class,
        ServerCommand.class,
        PublishCommand.class,
        SubscribeCommand.class,
        JournalCommand.class,
        ConfigCommand.class,
        TokenCommand.class,
        StatCommand.class
    })
final class TickwireCommand implements Runnable {
    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    private boolean version;

    @Option(names = "--verbose", scope = ScopeType.INHERIT,
        description = "Show where an error came from; so does TICKWIRE_VERBOSE=1.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    boolean isVerbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command");
    }
}
