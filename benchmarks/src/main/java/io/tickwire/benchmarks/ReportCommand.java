package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.ReportPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code tickwire bench report}: make the page anew. */
@Command(name = "report", mixinStandardHelpOptions = true,
    description = "Make the page report.html of the results that are there. Every benchmark does it at its end.")
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--output", paramLabel = "DIR", defaultValue = BenchOptions.DEFAULT_DIRECTORY,
        description = "Where the results are (default: ${DEFAULT-VALUE}).")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new ParameterException(spec.commandLine(), "--output: there is no directory " + directory
                + "; name the one to which a benchmark wrote its results");
        }
        System.out.println(ReportPage.write(directory));
        return 0;
    }
}
