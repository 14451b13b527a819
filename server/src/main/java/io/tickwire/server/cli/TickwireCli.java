package io.tickwire.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.util.Map;

/** Runs a command and turns whatever it throws into one clear error and an exit code. */
public final class TickwireCli {
    private static final int HELP_WIDTH = 100;

    private final TickwireCommand command = new TickwireCommand();
    private final CommandLine line = new CommandLine(command);
    private final Map<String, String> environment;

    /**
     * A command line that prints to standard output and standard error.
     *
     * @param environment variables of the process
     */
    public TickwireCli(Map<String, String> environment) {
        this.environment = environment;
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setParameterExceptionHandler(this::wrongUsage);
        line.setExecutionExceptionHandler(this::failed);
    }

    /**
     * Print elsewhere.
     *
     * @param out for results
     * @param err for errors
     * @return this
     */
    public TickwireCli output(PrintWriter out, PrintWriter err) {
        line.setOut(out);
        line.setErr(err);
        return this;
    }

    /**
     * Run a command.
     *
     * @param arguments as on the command line
     * @return an {@link ExitCode}
     */
    public int run(String... arguments) {
        return line.execute(arguments);
    }

    private int wrongUsage(ParameterException wrong, String[] arguments) {
        final CommandLine where = wrong.getCommandLine();
        final PrintWriter err = line.getErr();
        err.println("tickwire: " + message(wrong));
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            final String commands = String.join(", ", where.getSubcommands().keySet());
            if (!commands.isEmpty()) {
                err.println("Commands: " + commands);
            }
        }
        err.println("Help: " + where.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE;
    }

    private static String message(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched
            && !unmatched.getCommandLine().getSubcommands().isEmpty() && !unmatched.isUnknownOption()) {
            return "unknown command " + unmatched.getUnmatched().get(0);
        }
        return wrong.getMessage();
    }

    private int failed(Exception failure, CommandLine where, ParseResult parsed) {
        final PrintWriter err = line.getErr();
        err.println("tickwire: " + ErrorText.of(failure));
        if (command.isVerbose() || !environment.getOrDefault("TICKWIRE_VERBOSE", "").isEmpty()) {
            failure.printStackTrace(err);
        }
        err.flush();
        return ExitCode.FAILURE;
    }
}
