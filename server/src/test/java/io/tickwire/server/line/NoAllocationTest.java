package io.tickwire.server.line;

import com.sun.management.ThreadMXBean;
import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.BlockingFeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A warm line makes no garbage. */
@Timeout(240)
final class NoAllocationTest {
    private static final int TICKS = 1_000_000;
    private static final long TIME_NS = 1_723_161_471_000_000_000L;
    private static final int INSTRUMENTS = 100;
    private static final long MAPPINGS = 2;
    private static final long MAPPING_BYTES = 2_048;

    @TempDir
    private Path directory;

    @Test
    void shouldTakeAMillionTicksThroughTheLineWithoutAllocating() {
        try (LineFixture line = new LineFixture(directory, "threading.mode=dedicated", "threading.idle=backoff");
             DrainingSubscriber first = new DrainingSubscriber(line.server().webSocketPort());
             DrainingSubscriber second = new DrainingSubscriber(line.server().webSocketPort())) {
            Await.until("two subscribers", () -> line.counter(CounterId.FANOUT_SUBSCRIBERS) == 2);
            final BlockingFeed feed = line.feed();
            final int[] ids = new int[INSTRUMENTS];
            for (int i = 0; i < INSTRUMENTS; i++) {
                ids[i] = feed.onInstrument("SYM" + i + "@test", -2, -3);
            }
            play(line, feed, ids, 0);
            play(line, feed, ids, TICKS);
            final Map<String, Long> before = allocatedByThread();
            final long journalTicksBefore = line.counter(CounterId.FANOUT_JOURNAL_TICKS);
            final long sentBefore = line.counter(CounterId.FANOUT_TICKS);
            play(line, feed, ids, 2 * TICKS);
            final Map<String, Long> after = allocatedByThread();

            assertEquals(2L * TICKS, line.counter(CounterId.FANOUT_TICKS) - sentBefore, "ticks sent");
            assertTrue(first.bytes() > 0 && second.bytes() > 0, "both read");
            assertEquals(Set.of("ingest", "journal", "fanout-0"), after.keySet());
            assertEquals(0, after.get("ingest") - before.get("ingest"), "ingest");
            // Chronicle Queue maps its next block of 64 MiB, which a million ticks fill: some objects for each.
            assertTrue(after.get("journal") - before.get("journal") <= MAPPINGS * MAPPING_BYTES,
                () -> "journal: " + (after.get("journal") - before.get("journal")));
            // The JDK's map, for each window of 64 MiB of a journal file, if the ring has lapped the fan-out thread.
            final long mappings = line.counter(CounterId.FANOUT_JOURNAL_TICKS) == journalTicksBefore ? 0 : MAPPINGS;
            assertTrue(after.get("fanout-0") - before.get("fanout-0") <= mappings * MAPPING_BYTES,
                () -> "fan-out: " + (after.get("fanout-0") - before.get("fanout-0")));
        }
    }

    private static void play(LineFixture line, BlockingFeed feed, int[] ids, long from) {
        for (long i = from; i < from + TICKS; i++) {
            final int id = ids[(int) (i % ids.length)];
            if (i % 5 == 0) {
                feed.onTrade(id, TIME_NS + i, 6_180_020 + i, 25, 0, (byte) 1);
            } else {
                feed.onQuote(id, TIME_NS + i, 6_180_020 + i, 2_507, 6_180_021 + i, 100);
            }
        }
        Await.until(() -> "ticks sent: " + line.counter(CounterId.FANOUT_TICKS) + " of " + 2 * (from + TICKS),
            () -> line.counter(CounterId.FANOUT_TICKS) >= 2 * (from + TICKS));
    }

    private static Map<String, Long> allocatedByThread() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final Map<String, Long> allocated = new TreeMap<>();
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().matches("ingest|journal|fanout-\\d+")) {
                allocated.put(thread.getName(), threads.getThreadAllocatedBytes(thread.getId()));
            }
        }
        return allocated;
    }
}
