package io.tickwire.server.line;

import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.recorded.RecordedFeeds;
import io.tickwire.server.cli.TickwireCli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The command publish, with a media driver of its own, and servers that come and go. */
@Timeout(180)
final class PublishTest {
    private static final int SAMPLE_TICKS = 65_646;
    private static final Pattern LOST = Pattern.compile("up to ([0-9,]+) ticks lost");

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path sample;
    private String[] settings;

    @BeforeEach
    void writeSample() throws IOException {
        sample = directory.resolve(RecordedFeeds.BINANCE_SAMPLE);
        try (InputStream in = RecordedFeeds.class.getResourceAsStream("/recorded/" + RecordedFeeds.BINANCE_SAMPLE)) {
            Files.copy(in, sample);
        }
        settings = new String[] {"aeron.channel=aeron:udp?endpoint=127.0.0.1:" + ServerProcess.freePort(),
            "gateway.port=" + ServerProcess.freePort()};
    }

    @Test
    void shouldPublishAFileExactly() {
        try (LineFixture line = new LineFixture(directory, settings)) {
            final RecordingClient all = line.subscriber("*");
            assertEquals(0, publish("--speed", "max"), err::toString);
            ExactnessTest.assertSees(SampleReading.all(), all);
            assertTrue(out.toString().startsWith("published 65,646 ticks in "), out.toString());
            assertTrue(out.toString().endsWith("; 0 bad records\n"), out.toString());
            assertFalse(err.toString().contains("missing"), err.toString());
            assertEquals(0, line.counter(CounterId.INGEST_SOURCE_GAPS));
        }
    }

    /** It can't end before the new server is there, since only a little may be under way. */
    @Test
    void shouldGoOnWithTheNextServerAndTellHowMuchIsMissingThere() {
        final LineFixture first = new LineFixture(directory, settings);
        final CompletableFuture<Integer> publishing;
        final long taken;
        try (first) {
            publishing = CompletableFuture.supplyAsync(() -> publish("--speed", "30"));
            first.awaitTicks(2_000);
        }
        taken = first.server().startPosition();
        try (LineFixture second = new LineFixture(directory, settings)) {
            final RecordingClient all = second.client(second.client().symbols("*").build());
            assertEquals(0, publishing.join(), err::toString);
            final long before = second.server().startPosition() - taken - 6;
            Await.until(() -> "the end: " + second.counter(CounterId.INGEST_TICKS) + " " + all.events(),
                () -> all.tickCount() > 0 && all.ticks(all.tickCount() - 1).equals(last()));
            final long missing = SAMPLE_TICKS - before - second.counter(CounterId.INGEST_TICKS);
            final Matcher lost = LOST.matcher(out.toString());
            final int told = lost.find() ? Integer.parseInt(lost.group(1).replace(",", "")) : 0;
            assertTrue(missing >= 0 && missing <= told, () -> missing + " missing, told " + told + ": " + out + err);
            assertTrue(err.toString().contains("the server was started anew"), err.toString());
        }
    }

    private static SeenTick last() {
        final List<SeenTick> all = SampleReading.all();
        return all.get(all.size() - 1);
    }

    private int publish(String... options) {
        final List<String> arguments = new ArrayList<>(List.of("publish", sample.toString(), "--set",
            "directory=" + directory));
        arguments.addAll(List.of(options));
        for (final String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return new TickwireCli(Map.of()).output(new PrintWriter(out, true), new PrintWriter(err, true))
            .run(arguments.toArray(String[]::new));
    }
}
