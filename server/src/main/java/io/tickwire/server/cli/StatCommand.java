package io.tickwire.server.cli;

import io.tickwire.core.counters.CounterFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code tickwire stat}: counters and errors of a server, running or not. */
@Command(name = "stat", description = "Print the counters and the error log of a server, also of one that died.")
final class StatCommand implements Callable<Integer> {
    @Option(names = "--dir", paramLabel = "DIR", defaultValue = "data",
        description = "The server's data directory (default: ${DEFAULT-VALUE}).")
    private Path directory;

    @Override
    public Integer call() {
        CounterFile.print(directory, System.out);
        return ExitCode.OK;
    }
}
