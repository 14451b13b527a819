package io.tickwire.server.cli;

import io.tickwire.config.TickwireConfig;
import io.tickwire.server.TickwireServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code tickwire server}: runs until it is told to end. */
@Command(name = "server", description = "Run the server until SIGTERM or Ctrl-C; a second one ends it at once.")
final class ServerCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final TickwireConfig config = options.load().config();
        // Before anything is opened, so that it is closed in order whenever the signal comes.
        final StopSignal signal = new StopSignal();
        try {
            run(config, signal);
        } catch (final RuntimeException e) {
            signal.cancel();
            throw e;
        }
        signal.exit();
        return ExitCode.OK;
    }

    private void run(TickwireConfig config, StopSignal signal) {
        final PrintWriter out = spec.commandLine().getOut();
        try (TickwireServer server = TickwireServer.start(config)) {
            server.whenDrainIsAskedFor(signal::request);
            out.printf("tickwire serves epoch %016x from position %d%n", server.epoch(), server.startPosition());
            ServerAddresses.print(server, config, out);
            out.flush();
            signal.await();
        }
    }
}
