package io.tickwire.journal;

import io.tickwire.core.tick.TickKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Damage in what a start reads: what can be kept is kept, and numbers and instruments never mean two things. */
@Timeout(120)
final class TailDamageTest {
    /** Where Chronicle Queue keeps the position of a file's last document. */
    private static final long END_WORD = CycleFile.writePositionOffset();
    private static final int BATCH = 16;
    private static final long CYCLE_NS = 300_000_000_000L;

    @TempDir
    private Path directory;
    private long epoch;

    private void write(Path target, int... ticksInFile) throws Exception {
        try (JournalFixture fixture = open(target)) {
            for (final int ticks : ticksInFile) {
                fixture.append(ticks);
                fixture.timeNs += CYCLE_NS;
            }
            epoch = fixture.journal.epoch();
        }
    }

    private static JournalFixture open(Path target) throws Exception {
        return new JournalFixture(target, 256, BATCH);
    }

    private static void flip(Path file, long at) throws Exception {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(at);
            final int old = raw.read();
            raw.seek(at);
            raw.write(old ^ 8);
        }
    }

    private Path file(int index) {
        return CycleFile.list(directory)[index];
    }

    private static long excerptOf(Path path, long sequence) {
        try (CycleFile file = new CycleFile(path)) {
            return JournalFixture.find(file, sequence);
        }
    }

    private static int definitions(JournalFixture fixture) {
        final int[] count = new int[1];
        fixture.journal.restore(tick -> count[0] += tick.kind() == TickKind.DEFINITION.code() ? 1 : 0);
        return count[0];
    }

    private void checkKept(long last, long lostFrom, long lostThrough) throws Exception {
        try (JournalFixture fixture = open(directory); TickHistory history = fixture.journal.newHistory()) {
            assertEquals(epoch, fixture.journal.epoch(), fixture.errors.toString());
            assertEquals(last, fixture.journal.lastSequence());
            assertEquals(JournalFixture.INSTRUMENTS, definitions(fixture));
            assertEquals(1, fixture.errors.size(), fixture.errors.toString());
            if (lostThrough >= lostFrom) {
                assertTrue(fixture.errors.get(0).getMessage().contains("the ticks " + lostFrom + " to " + lostThrough
                    + " are lost"), fixture.errors.toString());
                assertEquals(lostThrough, history.missingThrough(lostFrom));
            }
            fixture.append(300);
            assertTrue(fixture.journal.isComplete());
            checkReadable(fixture, lostFrom, lostThrough, last + 300);
        }
        try (JournalFixture fixture = open(directory)) {
            assertEquals(List.of(), fixture.errors, "it is reported once");
            assertEquals(epoch, fixture.journal.epoch());
            checkReadable(fixture, lostFrom, lostThrough, last + 300);
        }
    }

    private static void checkReadable(JournalFixture fixture, long lostFrom, long lostThrough, long last) {
        try (TickHistory history = fixture.journal.newHistory()) {
            final int before = lostThrough < lostFrom ? 0 : JournalFixture.readAll(history, 1, 100);
            assertEquals(Math.max(0, lostFrom - 1), before);
            final long behind = Math.max(0, lostThrough);
            assertEquals(last - behind, JournalFixture.readAll(history, behind + 1, 100));
        }
    }

    @Test
    void shouldPassOverDamagedTicksInTheTailAndKeepWhatFollowsAndTheEpoch() throws Exception {
        write(directory, 1_000);
        flip(file(0), excerptOf(file(0), 505) + 200);
        checkKept(1_000, 497, 512);
    }

    @Test
    void shouldPassOverADamagedLengthThatLooksLikeADocumentOfChronicles() throws Exception {
        write(directory, 1_000);
        try (RandomAccessFile raw = new RandomAccessFile(file(0).toFile(), "rw")) {
            raw.seek(excerptOf(file(0), 505) + 3);
            raw.write(0x40);
        }
        checkKept(1_000, 497, 512);
    }

    @Test
    void shouldPassOverAForgedEndOfTheFile() throws Exception {
        write(directory, 1_000);
        try (RandomAccessFile raw = new RandomAccessFile(file(0).toFile(), "rw")) {
            raw.seek(excerptOf(file(0), 505));
            raw.write(new byte[]{0, 0, 0, (byte) 0xC0});
        }
        checkKept(1_000, 497, 512);
    }

    @Test
    void shouldPassOverAPageOfZeros() throws Exception {
        write(directory, 1_000);
        final long at = excerptOf(file(0), 505);
        final long end = excerptOf(file(0), 605);
        try (RandomAccessFile raw = new RandomAccessFile(file(0).toFile(), "rw")) {
            raw.seek(at);
            raw.write(new byte[(int) (end - at) - 8]);
        }
        checkKept(1_000, 497, 592);
    }

    @Test
    void shouldReadOnFromTheFileBeforeWhenTheNewestCheckpointIsDamaged() throws Exception {
        write(directory, 1_000, 1_000);
        final long checkpoint;
        try (CycleFile mapped = new CycleFile(file(1))) {
            checkpoint = DamageSkip.any(mapped, 0);
        }
        flip(file(1), checkpoint + 100);
        checkKept(2_000, 0, -1);
    }

    @Test
    void shouldNotReadWhatIsBeforeTheLastCheckpoint() throws Exception {
        final int ticks = JournalAppender.CHECKPOINT_INTERVAL + 1_000;
        write(directory, 1_000, ticks);
        flip(file(0), excerptOf(file(0), 505) + 200);
        flip(file(1), excerptOf(file(1), 505_000) + 200);
        try (JournalFixture fixture = open(directory); TickHistory history = fixture.journal.newHistory()) {
            assertEquals(List.of(), fixture.errors, "a start must not take longer, the more there is");
            assertEquals(epoch, fixture.journal.epoch());
            assertEquals(1_000 + ticks, fixture.journal.lastSequence());
            assertEquals(0, history.read(505_000, 1, tick -> { }), "and yet it is not given out");
        }
    }

    @Test
    void shouldTakeANewEpochWhenADefinitionMayBeLost() throws Exception {
        write(directory, 1_000);
        flip(file(0), excerptOf(file(0), 5) + 200);
        try (JournalFixture fixture = open(directory)) {
            assertNotEquals(epoch, fixture.journal.epoch());
            assertEquals(0, fixture.journal.lastSequence());
            assertTrue(fixture.errors.toString().contains("new epoch"), fixture.errors.toString());
        }
    }

    @Test
    void shouldBeginAnotherFileWhenChroniclesPartOfTheNewestIsDamaged() throws Exception {
        for (int at = 0x30; at < 0x140; at += 3) {
            final Path target = directory.resolve("h" + at);
            write(target, 100);
            try (RandomAccessFile raw = new RandomAccessFile(CycleFile.list(target)[0].toFile(), "rw")) {
                raw.seek(at);
                raw.write(new byte[]{(byte) 0xD3, (byte) 0xFF, 0x11});
            }
            final String what = "byte " + at;
            try (JournalFixture fixture = open(target)) {
                final long last = fixture.journal.lastSequence();
                assertTrue(fixture.journal.epoch() != epoch || last == 100, what);
                fixture.append(100);
                assertTrue(fixture.journal.isComplete(), what + fixture.errors);
                assertEquals(last + 100, JournalGapTest.readThrough(fixture, new TreeSet<>()).stream()
                    .mapToLong(gap -> gap.through() - gap.from() + 1).sum() + readable(fixture), what);
            }
        }
    }

    private static long readable(JournalFixture fixture) {
        final TreeSet<Long> got = new TreeSet<>();
        JournalGapTest.readThrough(fixture, got);
        return got.size();
    }

    @Test
    void shouldNeverGiveANumberTwoMeaningsWhateverIsDamaged() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            final Path target = directory.resolve("r" + round);
            write(target, 400, 400, 600);
            final Path[] files = CycleFile.list(target);
            final Path newest = files[files.length - 1];
            final byte[] garbage = new byte[1 + random.nextInt(random.nextBoolean() ? 4 : 6_000)];
            random.nextBytes(garbage);
            final long at = random.nextLong(excerptOf(newest, 1_400) + 1_000);
            try (RandomAccessFile raw = new RandomAccessFile(newest.toFile(), "rw")) {
                raw.seek(at);
                raw.write(garbage);
            }
            final String what = "round " + round + ": " + garbage.length + " bytes at " + at;
            try (JournalFixture fixture = open(target)) {
                final long last = fixture.journal.lastSequence();
                final boolean isSameEpoch = fixture.journal.epoch() == epoch;
                // Without the word on where the file ends, nobody can say that nothing is missing there.
                final boolean isEndUnknown = at < END_WORD + Long.BYTES && at + garbage.length > END_WORD;
                assertTrue(isSameEpoch ? last == 1_400 : last < 1_400 || isEndUnknown && last == 1_400,
                    what + ": last " + last + fixture.errors);
                assertEquals(JournalFixture.INSTRUMENTS, definitions(fixture), what);
                fixture.append(100);
                final TreeSet<Long> got = new TreeSet<>();
                final List<JournalGapTest.Gap> gaps = JournalGapTest.readThrough(fixture, got);
                final long lost = gaps.stream().mapToLong(gap -> gap.through() - gap.from() + 1).sum();
                assertEquals(last + 100, got.size() + lost, what + gaps);
                assertTrue(lost <= garbage.length / 64 + 3 * BATCH, what + gaps);
            }
        }
    }
}
