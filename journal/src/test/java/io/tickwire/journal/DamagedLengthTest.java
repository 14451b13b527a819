package io.tickwire.journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Bits are wrong in the word with which an excerpt at the end begins: its length, and what it is. */
@Timeout(120)
final class DamagedLengthTest {
    private static final int TICKS = 1_000;
    private static final int FROM_THE_END = 3;
    private static final int ROUNDS = 50;
    private static final int META_DATA = 0x4000_0000;

    @TempDir
    private Path directory;

    @Test
    void shouldNoticeEveryBitOfTheWord() throws Exception {
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            for (int fromEnd = 1; fromEnd <= FROM_THE_END; fromEnd++) {
                assertNoticed(fromEnd, 1 << bit);
            }
        }
    }

    @Test
    void shouldNoticeAnExcerptThatLooksLikeChroniclesOwn() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            assertNoticed(1 + random.nextInt(FROM_THE_END), META_DATA | random.nextInt(META_DATA));
        }
    }

    private void assertNoticed(int fromEnd, int mask) throws Exception {
        final String which = "excerpt " + fromEnd + " from the end, word ^ " + Integer.toHexString(mask);
        final Path journal = directory.resolve(fromEnd + "-" + Integer.toHexString(mask));
        final long epoch;
        try (JournalFixture fixture = new JournalFixture(journal, 256, 20)) {
            fixture.append(TICKS);
            epoch = fixture.journal.epoch();
        }
        final List<Long> excerpts = new ArrayList<>();
        final Path path = CycleFile.list(journal)[0];
        try (CycleFile file = new CycleFile(path)) {
            new FileScan(new SlotReader()).run(file, 0, 0, (position, header) -> excerpts.add(position));
        }
        try (RandomAccessFile raw = new RandomAccessFile(path.toFile(), "rw")) {
            final long position = excerpts.get(excerpts.size() - fromEnd);
            raw.seek(position);
            final int word = raw.readInt();
            raw.seek(position);
            raw.writeInt(word ^ Integer.reverseBytes(mask));
        }
        try (JournalFixture fixture = new JournalFixture(journal, 256, 20)) {
            assertTrue(fixture.journal.epoch() != epoch || fixture.journal.lastSequence() == TICKS,
                () -> which + ": silently goes on after " + fixture.journal.lastSequence());
            assertFalse(fixture.errors.isEmpty(), () -> which + ": nothing is reported");
        }
    }
}
