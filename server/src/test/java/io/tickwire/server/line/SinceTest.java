package io.tickwire.server.line;

import io.tickwire.client.ClientConfig;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;
import io.tickwire.ingest.recorded.RecordedFeeds;
import io.tickwire.journal.JournalInspector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A client that begins from a time, on the whole line with recorded data. */
@Timeout(180)
final class SinceTest {
    private static final int TIMES = 8;

    @TempDir
    private Path directory;

    private record Journaled(long sequence, long receiveTimeNs, boolean isTick) {
    }

    private List<Journaled> journaled() {
        final List<Journaled> all = new ArrayList<>();
        new JournalInspector(directory.resolve("journal")).read(1, Long.MAX_VALUE, tick -> { },
            tick -> all.add(new Journaled(tick.sequence(), tick.receiveTimeNs(), isTick(tick))));
        return all;
    }

    private static boolean isTick(Tick tick) {
        return tick.kind() == TickKind.QUOTE.code() || tick.kind() == TickKind.TRADE.code();
    }

    private static void awaitJournal(LineFixture line) {
        line.awaitTicks(SampleReading.all().size());
        Await.until("all in the journal", () ->
            line.counter(CounterId.JOURNAL_POSITION) == line.counter(CounterId.RING_PUBLISHED));
    }

    private static RecordingClient since(LineFixture line, long timeNs) {
        return line.client(line.client().symbols("*").since(Instant.ofEpochSecond(0, timeNs)).build());
    }

    @Test
    void shouldGetExactlyWhatTheServerReceivedFromThatTimeOn() {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        final List<SeenTick> expected = SampleReading.all();
        try (LineFixture line = new LineFixture(directory, "ring.capacity=1024")) {
            ExactnessTest.play(line.feed(), RecordedFeeds.openBundledSample());
            awaitJournal(line);
            final List<Journaled> journal = journaled();
            for (int i = 0; i < TIMES; i++) {
                final long timeNs = journal.get(random.nextInt(journal.size())).receiveTimeNs() + random.nextInt(2);
                final long ticks = journal.stream().filter(Journaled::isTick)
                    .filter(tick -> tick.receiveTimeNs() >= timeNs).count();
                final long before = journal.stream().filter(tick -> tick.receiveTimeNs() < timeNs).count();
                final RecordingClient client = since(line, timeNs);
                Await.until(() -> "ticks since " + timeNs + ": " + client.tickCount() + " of " + ticks + " "
                    + client.events(), () -> client.isSubscribed() && client.tickCount() >= ticks);
                SeenTick.assertSame(expected.subList((int) (expected.size() - ticks), expected.size()),
                    client.ticks());
                assertEquals(List.of("resumed " + before), client.events());
                client.close();
            }
        }
    }

    @Test
    void shouldGoOnFromItsPositionWhenItIsCut() throws IOException {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final List<SeenTick> expected = SampleReading.all();
        try (LineFixture line = new LineFixture(directory, "ring.capacity=1024", "fanout.frameLimit=8KiB");
             CuttingProxy proxy = new CuttingProxy(line.server().webSocketPort(), seed, 10, 400_000)) {
            ExactnessTest.play(line.feed(), RecordedFeeds.openBundledSample());
            awaitJournal(line);
            final ClientConfig config =
                LineFixture.client(proxy.port()).symbols("*").since(Instant.EPOCH).build();
            final RecordingClient client = line.client(config);
            Await.until(() -> "all ticks: " + client.tickCount() + " " + client.events(),
                () -> client.tickCount() >= expected.size());
            SeenTick.assertSame(expected, client.ticks());
            assertEquals(0, client.resets());
            assertTrue(client.resumes() > 1, "it was cut: " + client.events());
        }
    }

    @Test
    void shouldBeginAtTheHeadWithATimeToCome() {
        try (LineFixture line = new LineFixture(directory)) {
            ExactnessTest.play(line.feed(), RecordedFeeds.openBundledSample());
            awaitJournal(line);
            final long head = journaled().size();
            final RecordingClient client = since(line, Instant.parse("2200-01-01T00:00:00Z").getEpochSecond()
                * 1_000_000_000L);
            Await.until(() -> "the answer " + client.events(), client::isSubscribed);
            assertEquals(List.of("resumed " + head), client.events());
            assertEquals(0, client.tickCount());
        }
    }
}
