package io.tickwire.benchmarks.report;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;

/** The options that every benchmark has; mixed into its command. */
public final class BenchOptions {
    /** Where results go if nothing else is said. */
    public static final String DEFAULT_DIRECTORY = "benchmarks/results";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--output", paramLabel = "DIR", defaultValue = DEFAULT_DIRECTORY,
        description = "Where the files go (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(names = "--quick", description = "The same, much shorter: to see that it works. The figures are a hint.")
    private boolean isQuick;

    /**
     * Where the files go.
     *
     * @return a directory; it may not be there yet
     */
    public Path output() {
        return output;
    }

    /**
     * Whether the run is to be short.
     *
     * @return true if so
     */
    public boolean isQuick() {
        return isQuick;
    }

    /**
     * A value that may be given as an option.
     *
     * @param given what the option says, or null
     * @param full  the value of a whole run
     * @param quick the value of a quick run
     * @param <T>   its type
     * @return what was given, else the value for this kind of run
     */
    public <T> T orElse(T given, T full, T quick) {
        if (given != null) {
            return given;
        }
        return isQuick ? quick : full;
    }

    /**
     * An empty report, which has the name and the description of the command that this is mixed into. Takes a second
     * to see whether the machine is idle.
     *
     * @return the report
     * @throws IOException if the directory can't be made
     */
    public BenchReport newReport() throws IOException {
        // The description of a command is a format.
        final String about = String.join(" ", command.usageMessage().description()).replace("%%", "%");
        return new BenchReport(output, command.name(), about, isQuick);
    }
}
