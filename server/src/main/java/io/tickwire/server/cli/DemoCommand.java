package io.tickwire.server.cli;

import io.tickwire.config.TickwireConfig;
import io.tickwire.ingest.recorded.DamageListener;
import io.tickwire.ingest.recorded.RecordedFeeds;
import io.tickwire.ingest.recorded.RecordedOptions;
import io.tickwire.ingest.recorded.RecordedPlayer;
import io.tickwire.ingest.recorded.Recording;
import io.tickwire.server.TickwireServer;
import io.tickwire.server.Url;
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
import java.util.concurrent.CompletableFuture;
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

    /** Set by the command's thread, read by the one that plays. */
    private volatile boolean isStopped;

    @Override
    public Integer call() throws IOException {
        // Before anything is made that must not stay behind.
        final StopSignal signal = new StopSignal();
        try {
            run(signal);
        } catch (final RuntimeException | IOException e) {
            signal.cancel();
            throw e;
        }
        signal.exit();
        return ExitCode.OK;
    }

    private void run(StopSignal signal) throws IOException {
        final Path directory = Files.createTempDirectory("tickwire-demo");
        try {
            // Read while the server starts, so that ticks flow the sooner.
            final CompletableFuture<Recording> sample = CompletableFuture.supplyAsync(DemoCommand::sample);
            final TickwireConfig config = options.load(List.of("directory=" + directory,
                "journal.directory=" + directory.resolve("journal")), LauncherFiles.config("demo.conf")).config();
            try (TickwireServer server = TickwireServer.start(config)) {
                server.whenDrainIsAskedFor(signal::request);
                final Thread playing = new Thread(() -> play(server, config, sample), "demo-feed");
                playing.start();
                tell(server, config);
                signal.await();
                isStopped = true;
                join(playing);
            }
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
    }

    private void tell(TickwireServer server, TickwireConfig config) {
        final PrintWriter out = spec.commandLine().getOut();
        out.println("tickwire plays a minute of recorded Binance quotes and trades in a loop. Ctrl-C ends it.");
        ServerAddresses.print(server, config, out);
        out.println("Try in another terminal:");
        final boolean isTls = config.tls().isEnabled();
        final String address = Url.local(config.gateway().host(), server.webSocketPort());
        final String url = "127.0.0.1:8800".equals(address) && !isTls ? ""
            : " --url " + (isTls ? "wss" : "ws") + "://" + address;
        final String trust = isTls ? " --ca " + config.tls().certificateFile() : "";
        out.println("  ./tickwire subscribe 'BTC*'" + url + trust);
        out.println("  ./tickwire subscribe '*@usdm' --mode conflated --json" + url + trust);
        out.println("  ./tickwire journal ls --dir " + config.journal().directory());
        out.println("  ./tickwire stat --dir " + config.directory());
        out.flush();
    }

    private static Recording sample() {
        return RecordedFeeds.bundled(RecordedFeeds.BINANCE_SAMPLE, RecordedOptions.of(DamageListener.NONE));
    }

    private void play(TickwireServer server, TickwireConfig config, CompletableFuture<Recording> sample) {
        try (FeedSession session = new FeedSession(server.mediaDriver().aeron(), null, config.aeron(), SOURCE_ID,
            FEED_TIMEOUT_NS, () -> isStopped, () -> { });
             RecordedPlayer player = new RecordedPlayer(List.of(sample.join()), 1, true, session.listener())) {
            session.play(player);
        } catch (final RuntimeException e) {
            server.counters().errors().onError(e);
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
