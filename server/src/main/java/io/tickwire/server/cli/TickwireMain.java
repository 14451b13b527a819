package io.tickwire.server.cli;

import java.io.PrintWriter;

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
        // Picocli's own writers do not tell that nobody reads any more.
        System.exit(new TickwireCli(System.getenv())
            .output(new PrintWriter(System.out, true), new PrintWriter(System.err, true)).run(arguments));
    }
}
