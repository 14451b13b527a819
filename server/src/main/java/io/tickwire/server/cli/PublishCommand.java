package io.tickwire.server.cli;

import io.tickwire.config.TickwireConfig;
import io.tickwire.ingest.recorded.RecordedFeeds;
import io.tickwire.ingest.recorded.RecordedOptions;
import io.tickwire.ingest.recorded.RecordedPlayer;
import io.tickwire.ingest.recorded.Recording;
import io.tickwire.server.MediaDriverProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** {@code tickwire publish}: plays recorded files to a server. */
@Command(name = "publish", sortOptions = false,
    description = {"Read recorded files (Binance recorder lines, Nasdaq ITCH 5.0, Lean tick zips) and publish their"
        + " quotes and trades to a server over Aeron, several files merged by time."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all was published", "1:it failed, or no server took the ticks", "2:the command line was wrong"})
final class PublishCommand implements Callable<Integer> {
    private static final int DAMAGE_PRINT_LIMIT = 20;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "recorded files")
    private List<Path> files;

    @Option(names = "--speed", paramLabel = "1|N|max", defaultValue = "1",
        description = "times as fast as recorded, or max (default ${DEFAULT-VALUE})")
    private String speed;

    @Option(names = "--loop", description = "begin again at the end; the ticks' times go on")
    private boolean loop;

    @Option(names = "--venue", paramLabel = "NAME",
        description = "venue of a Binance file whose lines and name do not tell it")
    private String venue;

    @Option(names = "--date", paramLabel = "YYYY-MM-DD",
        description = "day of a file whose name does not tell it")
    private LocalDate date;

    @Option(names = "--source", paramLabel = "ID", defaultValue = "1",
        description = "id of this source, 0 to 65535 (default ${DEFAULT-VALUE})")
    private int sourceId;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30",
        description = "give up if no server takes a tick for so long (default ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Mixin
    private ConfigOptions options;

    @Spec
    private CommandSpec spec;

    private final AtomicLong damaged = new AtomicLong();

    @Override
    public Integer call() {
        final double times = speed();
        if (timeoutSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout must be 1 or more: " + timeoutSeconds);
        }
        final TickwireConfig config = options.load().config();
        final List<Recording> recordings = new ArrayList<>();
        final RecordedOptions recorded = new RecordedOptions(venue, date, this::onDamage);
        for (final Path file : files) {
            recordings.add(RecordedFeeds.recording(file, recorded));
        }
        try (MediaDriverProcess driver = MediaDriverProcess.forPublisher(config, this::onError);
             FeedSession session = new FeedSession(driver.aeron(), config.aeron(), sourceId,
                 TimeUnit.SECONDS.toNanos(timeoutSeconds));
             RecordedPlayer player = new RecordedPlayer(recordings, times, loop, session.feed())) {
            session.awaitServer();
            publish(session, player);
        }
        return ExitCode.OK;
    }

    private double speed() {
        if ("max".equals(speed)) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            final double times = Double.parseDouble(speed);
            if (times > 0 && times <= 1e6) {
                return times;
            }
        } catch (final NumberFormatException e) {
            // Said below, as for any other text that is no speed.
        }
        throw new ParameterException(spec.commandLine(),
            "--speed must be a number of more than 0, up to 1000000, or max: " + speed);
    }

    private void publish(FeedSession session, RecordedPlayer player) {
        final ProgressLine progress = new ProgressLine(err(), LauncherFiles.isTerminal());
        final boolean[] wasConnected = {true};
        final long startNs = System.nanoTime();
        session.play(player, () -> Thread.currentThread().isInterrupted(), () -> {
            progress.draw(player);
            if (session.isConnected() != wasConnected[0]) {
                wasConnected[0] = !wasConnected[0];
                progress.end();
                say(wasConnected[0] ? "the server is back; ticks that were under way when it went are missing there"
                    : "the server is gone; waiting for it");
            }
        });
        session.drain(TimeUnit.SECONDS.toNanos(timeoutSeconds));
        progress.end();
        final double seconds = (System.nanoTime() - startNs) / 1e9;
        final PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "published %,d ticks in %.1f s, %,.0f ticks/s; %,d bad records%n", player.ticks(),
            seconds, player.ticks() / seconds, damaged.get());
        out.flush();
    }

    private void onDamage(String file, long offset, String reason) {
        final long count = damaged.incrementAndGet();
        if (count <= DAMAGE_PRINT_LIMIT) {
            say(file + " at byte " + offset + ": " + reason
                + (count == DAMAGE_PRINT_LIMIT ? "; more of that kind are only counted" : ""));
        }
    }

    private void onError(Throwable error) {
        say(ErrorText.of(error));
    }

    private void say(String text) {
        err().println("tickwire: " + text);
        err().flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
