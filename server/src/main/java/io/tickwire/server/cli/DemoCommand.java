package io.tickwire.server.cli;

import io.tickwire.config.TickwireConfig;
import io.tickwire.ingest.recorded.DamageListener;
import io.tickwire.ingest.recorded.RecordedFeeds;
import io.tickwire.ingest.recorded.RecordedOptions;
import io.tickwire.ingest.recorded.RecordedPlayer;
import io.tickwire.server.TickwireServer;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code tickwire demo}: a whole server with a minute of real ticks in a loop, in one process. */
@Command(name = "demo", description = "Play a minute of real Binance quotes and trades in a loop through a server "
    + "in this process, with a temporary journal, until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {
    private static final int SOURCE_ID = 1;
    private static final long FEED_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    @Mixin
    private ConfigOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final Path directory = Files.createTempDirectory("tickwire-demo");
        final StopSignal signal;
        try {
            signal = run(options.load(List.of("directory=" + directory,
                "journal.directory=" + directory.resolve("journal")), LauncherFiles.config("demo.conf")).config());
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
        signal.exit();
        return ExitCode.OK;
    }

    private StopSignal run(TickwireConfig config) {
        final StopSignal signal;
        try (TickwireServer server = TickwireServer.start(config)) {
            final Thread playing = new Thread(() -> play(server, config), "demo-feed");
            playing.setDaemon(true);
            playing.start();
            tell(server, config);
            signal = new StopSignal();
            signal.await();
            playing.interrupt();
            join(playing);
        }
        return signal;
    }

    private void tell(TickwireServer server, TickwireConfig config) {
        final PrintWriter out = spec.commandLine().getOut();
        out.println("tickwire plays a minute of recorded Binance quotes and trades in a loop. Ctrl-C ends it.");
        ServerAddresses.print(server, config, out);
        out.println("Try in another terminal:");
        final String url = server.webSocketPort() == 8800 ? "" : " --url ws://127.0.0.1:" + server.webSocketPort();
        out.println("  ./tickwire subscribe 'BTC*'" + url);
        out.println("  ./tickwire subscribe '*@usdm' --mode conflated --json" + url);
        out.println("  ./tickwire journal ls --dir " + config.journal().directory());
        out.println("  ./tickwire stat --dir " + config.directory());
        out.flush();
    }

    private void play(TickwireServer server, TickwireConfig config) {
        try (FeedSession session =
                 new FeedSession(server.mediaDriver().aeron(), config.aeron(), SOURCE_ID, FEED_TIMEOUT_NS);
             RecordedPlayer player = new RecordedPlayer(List.of(RecordedFeeds.bundled(RecordedFeeds.BINANCE_SAMPLE,
                 RecordedOptions.of(DamageListener.NONE))), 1, true, session.feed())) {
            session.play(player, () -> Thread.currentThread().isInterrupted(), () -> { });
        } catch (final RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                server.counters().errors().onError(e);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
