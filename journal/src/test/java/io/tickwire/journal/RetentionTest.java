package io.tickwire.journal;

import io.tickwire.config.JournalConfig;
import io.tickwire.config.RetentionConfig;
import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.*;

/** Retention in simulated time: the clock is the ticks'. */
@Timeout(120)
final class RetentionTest {
    private static final long CYCLE_NS = 300_000_000_000L;
    private static final int IN_FILE = 300;

    @TempDir
    private Path directory;

    private JournalFixture open(RetentionConfig retention) throws Exception {
        return new JournalFixture(new JournalConfig(directory, true, 50, "FIVE_MINUTELY", 0, 0, retention), 256,
            BootId.current());
    }

    private static void appendFile(JournalFixture fixture) {
        fixture.append(IN_FILE);
        fixture.timeNs += CYCLE_NS;
    }

    private int files() {
        return CycleFile.list(directory).length;
    }

    private static long counter(JournalFixture fixture, CounterId id) {
        return fixture.counters.counter(id).get();
    }

    @Test
    void shouldDeleteWhatIsTooOldAndReportTheOldestTick() throws Exception {
        try (JournalFixture fixture = open(new RetentionConfig(3 * CYCLE_NS, 0, 0));
             TickHistory history = fixture.journal.newHistory()) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            for (int i = 0; i < 20; i++) {
                appendFile(fixture);
                upkeep.doWork();
                assertTrue(files() <= 5, "files: " + files());
                final long oldest = counter(fixture, CounterId.JOURNAL_OLDEST);
                assertEquals(oldest, history.oldest());
                assertEquals(oldest, fixture.journal.oldest());
                assertEquals(fixture.journal.lastSequence() - oldest + 1,
                    JournalFixture.readAll(history, oldest, 1000));
                assertEquals(0, history.read(oldest - 1, 1, tick -> fail("deleted")));
                assertEquals(oldest - 2, history.missingThrough(oldest - 1), "too old, no gap");
                history.releaseUnused(fixture.timeNs);
                history.releaseUnused(fixture.timeNs + FileSet.LEASE_NS + 1);
            }
            assertTrue(counter(fixture, CounterId.JOURNAL_DELETED) >= 15);
            upkeep.onClose();
        }
        assertEquals(0, deletedMappings(), "deleted files are still mapped");
    }

    @Test
    void shouldKeepTheBytesBelowTheLimitAndNeverDeleteTheNewest() throws Exception {
        final long limit = 2_000_000;
        try (JournalFixture fixture = open(new RetentionConfig(0, limit, 0))) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            for (int i = 0; i < 30; i++) {
                appendFile(fixture);
                upkeep.doWork();
                long bytes = 0;
                for (final Path file : CycleFile.list(directory)) {
                    bytes += FileExtent.of(file).bytes();
                }
                assertTrue(bytes <= limit, "bytes " + bytes);
            }
            assertTrue(files() > 2, "files " + files());
            fixture.append(1);
            upkeep.onClose();
        }
        try (JournalFixture fixture = open(new RetentionConfig(0, 1, 0))) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            upkeep.doWork();
            assertEquals(1, files());
            fixture.append(10);
            assertEquals(List.of(), fixture.errors);
            upkeep.onClose();
        }
    }

    @Test
    void shouldKeepTheDiskAboveItsFloor() throws Exception {
        final long free = Files.getFileStore(directory).getUsableSpace();
        try (JournalFixture fixture = open(new RetentionConfig(0, 0, free * 2))) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            appendFile(fixture);
            appendFile(fixture);
            fixture.append(5);
            upkeep.doWork();
            assertEquals(1, files());
            upkeep.onClose();
        }
    }

    @Test
    void shouldNotDeleteUnderAReaderNorBehindIt() throws Exception {
        try (JournalFixture fixture = open(new RetentionConfig(CYCLE_NS, 0, 0));
             TickHistory history = fixture.journal.newHistory()) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            for (int i = 0; i < 5; i++) {
                appendFile(fixture);
            }
            history.releaseUnused(fixture.timeNs);
            assertEquals(10, history.read(IN_FILE + 5, 10, tick -> { }));
            upkeep.doWork();
            assertEquals(4, files(), "the first is deleted, the second is in use");
            assertEquals(IN_FILE + 1, counter(fixture, CounterId.JOURNAL_OLDEST));
            assertEquals(4 * IN_FILE - 14, JournalFixture.readAll(history, IN_FILE + 15, 100));
            fixture.timeNs += FileSet.LEASE_NS + 1;
            history.keep(2 * IN_FILE + 1);
            history.releaseUnused(fixture.timeNs);
            upkeep.doWork();
            assertEquals(4, files(), "the reader was there a moment ago");
            fixture.timeNs += FileSet.LEASE_NS + 1;
            history.keep(2 * IN_FILE + 1);
            history.releaseUnused(fixture.timeNs);
            upkeep.doWork();
            assertEquals(3, files(), "kept for who waits");
            fixture.timeNs += FileSet.LEASE_NS + 1;
            history.releaseUnused(fixture.timeNs);
            upkeep.doWork();
            assertEquals(1, files(), "nobody needs the others");
            upkeep.onClose();
        }
    }

    @Test
    void shouldBreakNoneOfFiftyReplaysOverHoursAndKeepTheDiskBounded() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        try (JournalFixture fixture = open(new RetentionConfig(4 * CYCLE_NS, 0, 0))) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            final List<TickHistory> readers = new ArrayList<>();
            final long[] next = new long[50];
            for (int i = 0; i < 50; i++) {
                readers.add(fixture.journal.newHistory());
                next[i] = 1;
            }
            int most = 0;
            for (int step = 0; step < 3_000; step++) {
                fixture.append(30);
                fixture.timeNs += TimeUnit.SECONDS.toNanos(5);
                for (int i = 0; i < 50; i++) {
                    readers.get(i).releaseUnused(fixture.timeNs);
                    if (next[i] > fixture.journal.lastSequence() - 100) {
                        next[i] = Math.max(readers.get(i).oldest(), next[i] - 4_000);
                    }
                    final int reader = i;
                    final int read = readers.get(i).read(next[i], 20 + random.nextInt(60), tick ->
                        assertTrue(JournalFixture.isRight(tick, next[reader]++), "reader " + reader));
                    assertTrue(read > 0, "reader " + i + " broken at " + next[i]);
                }
                upkeep.doWork();
                most = Math.max(most, files());
            }
            assertTrue(counter(fixture, CounterId.JOURNAL_DELETED) > 30);
            assertTrue(most < 40, "most files at once: " + most);
            assertEquals(0, deletedMappings(), "deleted files are mapped while replays run");
            assertEquals(List.of(), fixture.errors);
            readers.forEach(TickHistory::close);
            upkeep.onClose();
        }
    }

    /** Chronicle Queue unmaps its own on a thread of its own. */
    private long deletedMappings() throws IOException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        long count;
        do {
            try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
                count = lines.filter(line -> line.contains(directory.toString()) && line.contains(".cq4 (deleted)"))
                    .count();
            }
            Thread.onSpinWait();
        } while (count > 0 && System.nanoTime() < deadlineNs);
        return count;
    }
}
