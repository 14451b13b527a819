package io.tickwire.journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.*;

/** Damage and holes in the middle of a journal: what can be had is had, the rest is named exactly. */
@Timeout(120)
final class JournalGapTest {
    private static final int FILES = 6;
    private static final int IN_FILE = 2_000;
    private static final int LAST = FILES * IN_FILE;
    private static final long CYCLE_NS = 300_000_000_000L;

    @TempDir
    private Path directory;

    record Gap(long from, long through) {
    }

    private void write(Path target) throws Exception {
        try (JournalFixture fixture = new JournalFixture(target, 64, 20)) {
            for (int i = 0; i < FILES; i++) {
                fixture.append(IN_FILE);
                fixture.timeNs += CYCLE_NS;
            }
        }
    }

    /** Reads everything; each tick must be right. */
    static List<Gap> readThrough(JournalFixture fixture, TreeSet<Long> got) {
        final List<Gap> gaps = new ArrayList<>();
        try (TickHistory history = fixture.journal.newHistory()) {
            long next = history.oldest();
            while (next <= fixture.journal.lastSequence()) {
                final long[] expected = {next};
                final int count = history.read(next, 333, tick -> {
                    assertTrue(JournalFixture.isRight(tick, expected[0]), "tick " + tick.sequence());
                    got.add(expected[0]++);
                });
                assertEquals(expected[0] - next, count);
                next += count;
                if (count == 0) {
                    final long through = history.missingThrough(next);
                    assertTrue(through >= next, "neither ticks nor a gap at " + next);
                    gaps.add(new Gap(next, through));
                    next = through + 1;
                } else {
                    assertEquals(expected[0] - 1 - count, history.missingThrough(expected[0] - count));
                }
            }
            assertEquals(next - 1, fixture.journal.lastSequence());
        }
        return gaps;
    }

    @Test
    void shouldNameAHoleWhereAFileIsGone() throws Exception {
        write(directory);
        Files.delete(CycleFile.list(directory)[2]);
        try (JournalFixture fixture = new JournalFixture(directory, 64, 20)) {
            final TreeSet<Long> got = new TreeSet<>();
            assertEquals(List.of(new Gap(2 * IN_FILE + 1, 3 * IN_FILE)), readThrough(fixture, got));
            assertEquals(LAST - IN_FILE, got.size());
            assertEquals(1, fixture.errors.size(), fixture.errors.toString());
            try (TickHistory history = fixture.journal.newHistory()) {
                assertEquals(3 * IN_FILE, history.missingThrough(2 * IN_FILE + 700));
                assertEquals(LAST, history.missingThrough(LAST + 1), "not there yet is no hole");
                assertEquals(2 * IN_FILE - 1, history.missingThrough(2 * IN_FILE), "can be read");
            }
        }
    }

    @Test
    void shouldNotTakeWhatIsTooOldForAHole() throws Exception {
        write(directory);
        Files.delete(CycleFile.list(directory)[0]);
        try (JournalFixture fixture = new JournalFixture(directory, 64, 20);
             TickHistory history = fixture.journal.newHistory()) {
            assertEquals(IN_FILE + 1, history.oldest());
            assertEquals(0, history.read(5, 10, tick -> fail("it is gone")));
            assertEquals(4, history.missingThrough(5));
            assertTrue(readThrough(fixture, new TreeSet<>()).isEmpty());
        }
    }

    @Test
    void shouldLoseNoMoreThanWhatWasOverwritten() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            final Path sub = directory.resolve("r" + round);
            write(sub);
            final Path file = CycleFile.list(sub)[random.nextInt(FILES - 1)];
            final byte[] damage = new byte[1 + random.nextInt(9_000)];
            if (random.nextBoolean()) {
                random.nextBytes(damage);
            }
            final long end = endOf(file);
            final long at = firstOf(file) + random.nextLong(end - firstOf(file) - damage.length);
            try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                raw.seek(at);
                raw.write(damage);
            }
            try (JournalFixture fixture = new JournalFixture(sub, 64, 20)) {
                final TreeSet<Long> got = new TreeSet<>();
                final List<Gap> gaps = readThrough(fixture, got);
                final String what = "round " + round + ": " + damage.length + " bytes at " + at + " of " + file + " "
                    + gaps;
                final long lost = gaps.stream().mapToLong(gap -> gap.through() - gap.from() + 1).sum();
                try (TickHistory history = fixture.journal.newHistory()) {
                    assertEquals(LAST, got.size() + lost + history.oldest() - 1, what);
                }
                assertTrue(lost <= damage.length / 64 + 3 * 21, what);
                assertEquals(LAST, fixture.journal.lastSequence());
            }
        }
    }

    @Test
    void shouldGoOnBehindAFileWhoseStartIsDamaged() throws Exception {
        write(directory);
        final Path file = CycleFile.list(directory)[3];
        final long first = firstOf(file);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.write(new byte[(int) first + 500]);
        }
        try (JournalFixture fixture = new JournalFixture(directory, 64, 20)) {
            final TreeSet<Long> got = new TreeSet<>();
            final List<Gap> gaps = readThrough(fixture, got);
            assertEquals(1, gaps.size(), gaps.toString());
            assertTrue(got.size() >= LAST - IN_FILE, "got " + got.size());
            assertTrue(got.contains(4L * IN_FILE + 1));
        }
    }

    @Test
    void shouldFindNothingAtAPositionThatNoFileHas() throws Exception {
        write(directory);
        try (CycleFile file = new CycleFile(CycleFile.list(directory)[0])) {
            for (int shift = 40; shift < 64; shift++) {
                assertEquals(0, file.word(1L << shift), "shift " + shift);
                assertNull(file.excerpt((1L << shift) - 1), "shift " + shift);
            }
        }
    }

    private static long firstOf(Path path) {
        try (CycleFile file = new CycleFile(path)) {
            return DamageSkip.any(file, 0);
        }
    }

    private static long endOf(Path path) {
        try (CycleFile file = new CycleFile(path)) {
            final FileScan scan = new FileScan(new SlotReader());
            assertNotEquals(FileScan.End.DAMAGED, scan.run(file, 0, 0, (position, header) -> { }));
            return scan.position();
        }
    }
}
