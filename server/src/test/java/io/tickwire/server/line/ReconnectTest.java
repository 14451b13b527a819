package io.tickwire.server.line;

import io.tickwire.client.Position;
import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.ingest.recorded.RecordedFeed;
import io.tickwire.ingest.recorded.RecordedFeeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A subscriber that comes back misses nothing and gets nothing twice, or is told so. */
@Timeout(180)
final class ReconnectTest {
    private static final int CUTS = 50;
    private static final int BYTES_BETWEEN_CUTS = 60_000;
    private static final int LEAD_TICKS = 3_000;

    @TempDir
    private Path directory;

    @Test
    void shouldEndWithExactlyTheSameTicksAfterFiftyCuts() throws IOException {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        // Frames well below the bytes between two cuts: a larger one would never come through whole.
        try (LineFixture line = new LineFixture(directory, "ring.capacity=1024", "fanout.threads=2",
            "fanout.frameLimit=8KiB");
             CuttingProxy proxy = new CuttingProxy(line.server().webSocketPort(), seed, CUTS, BYTES_BETWEEN_CUTS)) {
            // A position to resume from, so that a cut before the first answer finds the client with one too.
            final Position start = new Position(String.format("%016x", line.server().epoch()), 0);
            final RecordingClient cut = line.client(LineFixture.client(proxy.port()).symbols("*").start(start).build());
            Await.until(() -> "first connection: " + cut.events(), cut::isSubscribed);
            publishWithin(line.feed(), cut);

            final List<SeenTick> expected = SampleReading.all();
            Await.until(() -> "all ticks: " + cut.tickCount() + ", cuts: " + proxy.cuts() + " " + last(cut.events()),
                () -> cut.tickCount() >= expected.size());
            SeenTick.assertSame(expected, cut.ticks());
            assertEquals(CUTS, proxy.cuts(), "cuts");
            assertTrue(cut.resumes() > CUTS / 2, "resumes: " + cut.resumes());
            assertEquals(0, cut.resets());
            assertTrue(cut.events().stream().noneMatch(event -> event.startsWith("GAP")),
                () -> cut.events().toString());
        }
    }

    /** The publisher keeps a little ahead of the subscriber, so that cuts fall into live delivery and into replay. */
    private static void publishWithin(BlockingFeed feed, RecordingClient subscriber) {
        try (RecordedFeed recorded = RecordedFeeds.openBundledSample()) {
            int published = 0;
            boolean isLeft = true;
            while (isLeft) {
                final int limit = published;
                Await.until(() -> "progress: " + subscriber.tickCount() + " of " + limit + " "
                    + last(subscriber.events()), () -> limit - subscriber.tickCount() < LEAD_TICKS);
                isLeft = recorded.next(feed);
                published++;
            }
        }
    }

    private static String last(List<String> events) {
        return events.isEmpty() ? "" : events.get(events.size() - 1);
    }

    @Test
    void shouldResetWithTheReasonAndASnapshotWhatItCantResume() {
        try (LineFixture line = new LineFixture(directory)) {
            ExactnessTest.play(line.feed(), RecordedFeeds.openBundledSample());
            line.awaitTicks(65_646);
            final String epoch = String.format("%016x", line.server().epoch());
            final long head = line.counter(CounterId.JOURNAL_POSITION);
            assertReset(line, new Position("0123456789abcdef", 5), "EPOCH_CHANGED");
            assertReset(line, new Position(epoch, head + 1), "TOO_LARGE");
            assertReset(line, new Position(epoch, Long.MAX_VALUE), "TOO_LARGE");
            assertEquals(3, line.counter(CounterId.FANOUT_RESETS));
        }
    }

    static void assertReset(LineFixture line, Position position, String reason) {
        try (RecordingClient client = line.resuming(position, "*")) {
            Await.until(() -> reason + ": " + client.events(), () -> client.snapshot().size() >= 12);
            assertEquals(List.of("reset " + reason), client.events());
            assertEquals(12, client.snapshot().size());
            assertEquals(0, client.tickCount());
            assertEquals(line.counter(CounterId.JOURNAL_POSITION), client.position().sequence());
        }
    }
}
