package io.tickwire.server.line;

import com.sun.management.ThreadMXBean;
import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.BlockingFeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private static final int ROUNDS = 3;
    private static final int INSTRUMENTS = 100;
    private static final long MAPPINGS = 2;
    private static final long MAPPING_BYTES = 2_048;

    @TempDir
    private Path directory;
    private long played;

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
            play(line, feed, ids);
            play(line, feed, ids);
            // What a tick allocates, each million allocates; a new compilation, or a mapping more, does so once.
            final List<String> allocations = new ArrayList<>();
            for (int i = 0; i < ROUNDS && allocations.size() == i; i++) {
                final String allocation = allocationOf(line, () -> play(line, feed, ids));
                if (!allocation.isEmpty()) {
                    allocations.add(allocation);
                }
            }
            assertTrue(allocations.size() < ROUNDS, allocations::toString);
            assertTrue(first.bytes() > 0 && second.bytes() > 0, "both read");
        }
    }

    /** What the line's threads allocated meanwhile beyond what mapped files cost; empty if nothing. */
    private static String allocationOf(LineFixture line, Runnable load) {
        final Map<String, Long> before = allocatedByThread();
        final long journalTicksBefore = line.counter(CounterId.FANOUT_JOURNAL_TICKS);
        final long sentBefore = line.counter(CounterId.FANOUT_TICKS);
        load.run();
        final Map<String, Long> bytes = allocatedByThread();
        assertEquals(2L * TICKS, line.counter(CounterId.FANOUT_TICKS) - sentBefore, "ticks sent");
        assertEquals(Set.of("ingest", "journal", "fanout-0"), bytes.keySet());
        bytes.replaceAll((thread, after) -> after - before.get(thread));
        // Chronicle Queue maps its next block of 64 MiB, which a million ticks fill: some objects for each. The JDK's
        // map, for each window of 64 MiB of a journal file, if the ring has lapped the fan-out thread.
        final long mappings = line.counter(CounterId.FANOUT_JOURNAL_TICKS) == journalTicksBefore ? 0 : MAPPINGS;
        final boolean isClean = bytes.get("ingest") == 0 && bytes.get("journal") <= MAPPINGS * MAPPING_BYTES
            && bytes.get("fanout-0") <= mappings * MAPPING_BYTES;
        return isClean ? "" : bytes.toString();
    }

    private void play(LineFixture line, BlockingFeed feed, int[] ids) {
        final long end = played + TICKS;
        for (long i = played; i < end; i++) {
            final int id = ids[(int) (i % ids.length)];
            if (i % 5 == 0) {
                feed.onTrade(id, TIME_NS + i, 6_180_020 + i, 25, 0, (byte) 1);
            } else {
                feed.onQuote(id, TIME_NS + i, 6_180_020 + i, 2_507, 6_180_021 + i, 100);
            }
        }
        played = end;
        Await.until(() -> "ticks sent: " + line.counter(CounterId.FANOUT_TICKS) + " of " + 2 * played,
            () -> line.counter(CounterId.FANOUT_TICKS) >= 2 * played);
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
