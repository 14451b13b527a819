package io.tickwire.server.line;

import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.ingest.recorded.RecordedFeeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A subscriber that does not read costs nobody anything, and gets what its mode promises when it reads again. */
@Timeout(180)
final class SlowSubscriberTest {
    private static final int TICKS = 100_000;
    private static final long TIME_NS = 1_723_161_471_000_000_000L;
    private static final int PLAYS_LIMIT = 50;

    @TempDir
    private Path directory;

    @Test
    void shouldGetEverythingFromTheJournalWithoutDelayingAnyoneOnARingOf1024Slots() {
        try (LineFixture line = new LineFixture(directory, "ring.capacity=1024", "gateway.sendBuffer=16KiB")) {
            final RecordingClient stalled = line.subscriber("IBM@Q");
            final RecordingClient other = line.subscriber("*");
            stalled.hold();
            final BlockingFeed feed = line.feed();
            final int id = feed.onInstrument("IBM@Q", -4, 0);
            publish(feed, id, 0, TICKS / 2);
            awaitCount(other, TICKS / 2);
            final long directBefore = directMemoryBytes();
            publish(feed, id, TICKS / 2, TICKS);
            awaitCount(other, TICKS);

            assertTrue(stalled.tickCount() < TICKS / 2, "it should be stalled, but has " + stalled.tickCount());
            assertTrue(line.counter(CounterId.FANOUT_FELL_BEHIND) > 0, "it fell behind");
            final long grownBytes = directMemoryBytes() - directBefore;
            assertTrue(grownBytes < 1 << 20, "direct memory grew by " + grownBytes);

            stalled.release();
            awaitCount(stalled, TICKS);
            SeenTick.assertSame(other.ticks(), stalled.ticks());
            assertEquals(List.of("subscribed"), stalled.events());
            assertTrue(line.counter(CounterId.FANOUT_JOURNAL_TICKS) > TICKS / 2, "served from the journal");
            for (int i = 0; i < TICKS; i++) {
                assertEquals(TIME_NS + i, stalled.ticks(i).timeNs(), "in order");
            }
        }
    }

    private static void publish(BlockingFeed feed, int id, int from, int to) {
        for (int i = from; i < to; i++) {
            feed.onQuote(id, TIME_NS + i, 1_000_000 + i, 100, 1_000_100 + i, 200);
        }
    }

    private static void awaitCount(RecordingClient client, int count) {
        Await.until(() -> "ticks: " + client.tickCount() + " of " + count + " " + client.events(),
            () -> client.tickCount() >= count);
    }

    private static long directMemoryBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> "direct".equals(pool.getName())).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }

    @Test
    void shouldGetTheLatestQuotesAndNotMoreInModeConflated() {
        try (LineFixture line = new LineFixture(directory, "gateway.sendBuffer=16KiB")) {
            final RecordingClient stalled = line.conflated(1_000, "*");
            stalled.hold();
            final BlockingFeed feed = line.feed();
            long before = -1;
            for (int i = 0; line.counter(CounterId.FANOUT_TICKS) != before; i++) {
                assertTrue(i < PLAYS_LIMIT, "its socket should be full by now");
                before = line.counter(CounterId.FANOUT_TICKS);
                ExactnessTest.play(feed, RecordedFeeds.openBundledSample());
                line.awaitTicks(65_646L * (i + 1));
            }

            stalled.release();
            final Map<String, SeenTick> latest = new HashMap<>();
            SampleReading.matching(SeenTick::isQuote).forEach(tick -> latest.put(tick.symbol(), tick));
            Await.until(() -> "the latest quotes: " + stalled.tickCount(),
                () -> stalled.position().sequence() == line.counter(CounterId.JOURNAL_POSITION));
            final List<SeenTick> ticks = stalled.ticks();
            final Set<SeenTick> last = new HashSet<>(ticks.subList(ticks.size() - latest.size(), ticks.size()));
            assertEquals(new HashSet<>(latest.values()), last);
            assertEquals(before + latest.size(), line.counter(CounterId.FANOUT_TICKS), "not one more after waking");
            assertEquals(List.of("subscribed"), stalled.events());
        }
    }
}
