package io.tickwire.server.cli;

/** The entry point of every command but the benchmarks. */
public final class TickwireMain {
    private TickwireMain() {
    }

    /**
     * Run a command and exit with its code.
     *
     * @param arguments as on the command line
     */
    public static void main(String[] arguments) {
        LibraryLogs.warningsOnly();
        System.exit(new TickwireCli(System.getenv()).run(arguments));
    }
}
