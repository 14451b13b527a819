package io.tickwire.server.cli;

import io.tickwire.config.TickwireConfig;
import io.tickwire.ingest.recorded.RecordedFeeds;
import io.tickwire.ingest.recorded.RecordedOptions;
import io.tickwire.ingest.recorded.RecordedPlayer;
import io.tickwire.ingest.recorded.Recording;
import io.tickwire.server.MediaDriverProcess;
import io.tickwire.server.PublisherDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code tickwire publish}: plays recorded files to a server. */
@Command(name = "publish", sortOptions = false,
    description = {"Read recorded files (Binance recorder lines, Nasdaq ITCH 5.0, Lean tick zips) and publish their"
        + " quotes and trades to a server over Aeron, several files merged by time."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all was published", "1:it failed, or no server took the ticks",
        "2:the command line was wrong", "130:stopped by Ctrl-C"})
final class PublishCommand implements Callable<Integer> {
    private static final int SOURCE_ID_LIMIT = 65_535;
    private static final long STOP_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(1);

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

    @Option(names = "--date", paramLabel = "YYYY-MM-DD", converter = DayConverter.class,
        description = "day of a file whose name does not tell it")
    private LocalDate date;

    @Option(names = "--source", paramLabel = "ID",
        description = {"id of this source, 0 to 65535; publishers that run at the same time need different ones",
            "(default: made from the names of the files)"})
    private Integer sourceId;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30",
        description = "give up if no server takes a tick for so long (default ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Mixin
    private ConfigOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final double times = speed();
        if (timeoutSeconds < 1) {
            throw usage("--timeout must be 1 or more: " + timeoutSeconds);
        }
        if (sourceId != null && (sourceId < 0 || sourceId > SOURCE_ID_LIMIT)) {
            throw usage("--source must be from 0 to " + SOURCE_ID_LIMIT + ": " + sourceId);
        }
        final TickwireConfig config = options.load().config();
        final PublishReport report = new PublishReport(spec.commandLine().getErr(), LauncherFiles.isTerminal(),
            config.aeron().channel() + " stream " + config.aeron().streamId());
        final List<Recording> recordings = RecordedFeeds.recordings(files, recorded(report));
        final long timeoutNs = TimeUnit.SECONDS.toNanos(timeoutSeconds);
        try (StopRequest stop = new StopRequest(() -> { }, inTime -> { });
             PublisherDriver driver =
                 MediaDriverProcess.forPublisher(config, timeoutNs, e -> report.say(ErrorText.of(e)));
             FeedSession session = new FeedSession(driver.aeron(), driver.receipts(), config.aeron(), source(),
                 timeoutNs, stop::isMade, report::onTurn);
             RecordedPlayer player = new RecordedPlayer(recordings, times, loop, session.listener())) {
            report.watch(session, player);
            return publish(session, player, report, stop, timeoutNs);
        }
    }

    private RecordedOptions recorded(PublishReport report) {
        try {
            return new RecordedOptions(venue, date, report);
        } catch (final IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private int source() {
        final List<String> names = files.stream().map(file -> String.valueOf(file.getFileName())).toList();
        return sourceId == null ? 1 + Math.floorMod(names.hashCode(), SOURCE_ID_LIMIT) : sourceId;
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
        throw usage("--speed must be a number of more than 0, up to 1000000, or max: " + speed);
    }

    private int publish(FeedSession session, RecordedPlayer player, PublishReport report, StopRequest stop,
                        long timeoutNs) {
        session.awaitServer();
        report.start();
        final int missing;
        try {
            session.play(player);
            report.stop();
            missing = session.end(stop.isMade() ? STOP_TIMEOUT_NS : timeoutNs);
        } finally {
            report.summarize(spec.commandLine().getOut());
        }
        if (missing > 0) {
            report.say("the server has not confirmed the end; up to " + missing + " of the last ticks may be missing"
                + " there");
        }
        return missing > 0 ? ExitCode.FAILURE : ExitCode.OK;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The process is told to end. */
    /** Reads a day. */
    static final class DayConverter implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String value) {
            try {
                return LocalDate.parse(value);
            } catch (final DateTimeParseException e) {
                throw new TypeConversionException("'" + value + "' is no day; write it such as 2020-01-30");
            }
        }
    }
}
