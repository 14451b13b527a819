package io.tickwire.journal;

import io.tickwire.core.tick.TickFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/** Reading just what some instruments have. */
@Timeout(60)
final class FilteredReadTest {
    private static final int TICKS = 20_000;
    private static final TickFilter TWO_AND_FOUR = new TickFilter(new long[]{1L << 2 | 1L << 4});

    @TempDir
    private Path directory;

    private static boolean isWanted(long sequence) {
        final int id = (int) ((sequence - 1) % JournalFixture.INSTRUMENTS) + 1;
        return sequence > JournalFixture.INSTRUMENTS && (id == 2 || id == 4);
    }

    @Test
    void shouldHandOverWhatIsWantedAndPassTheRest() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        try (JournalFixture fixture = new JournalFixture(directory, 64, 20);
             TickHistory history = fixture.journal.newHistory()) {
            while (fixture.journal.lastSequence() < TICKS) {
                fixture.append(1 + random.nextInt(random.nextBoolean() ? 2 : 60));
                fixture.timeNs += random.nextInt(300_000_000);
            }
            long next = 1;
            while (next <= fixture.journal.lastSequence()) {
                final List<Long> got = new ArrayList<>();
                final long from = next;
                final int limit = 1 + random.nextInt(1_000);
                final int wantedLimit = 1 + random.nextInt(50);
                final int count = history.read(from, limit, TWO_AND_FOUR, wantedLimit, tick -> {
                    assertTrue(JournalFixture.isRight(tick, tick.sequence()));
                    got.add(tick.sequence());
                });
                final List<Long> expected = new ArrayList<>();
                for (; next < from + count; next++) {
                    if (isWanted(next)) {
                        expected.add(next);
                    }
                }
                assertEquals(expected, got, "from " + from);
                assertTrue(count == limit || got.size() == wantedLimit || next > fixture.journal.lastSequence());
            }
        }
    }

    @Test
    void shouldPassOverDamageThatTouchesNothingWanted() throws Exception {
        try (JournalFixture fixture = new JournalFixture(directory, 64, 20)) {
            for (int i = 0; i < 100; i++) {
                fixture.append(1);
            }
            try (CycleFile file = new CycleFile(CycleFile.list(directory)[0]);
                 RandomAccessFile raw = new RandomAccessFile(file.path().toFile(), "rw")) {
                for (final long sequence : new long[]{51, 52}) {
                    raw.seek(JournalFixture.find(file, sequence) + Integer.BYTES + ExcerptHeader.LENGTH + 30);
                    raw.write(99);
                }
            }
            try (TickHistory history = fixture.journal.newHistory()) {
                final TickFilter one = new TickFilter(new long[]{1L << 1});
                final TickFilter three = new TickFilter(new long[]{1L << 3});
                assertEquals(0, history.read(51, 50, one, 50, tick -> fail("damaged")), "51 is of instrument 1");
                assertEquals(51, history.missingThrough(51));
                final List<Long> got = new ArrayList<>();
                assertEquals(50, history.read(51, 50, three, 50, tick -> got.add(tick.sequence())));
                assertEquals(List.of(53L, 58L, 63L, 68L, 73L, 78L, 83L, 88L, 93L, 98L), got);
            }
        }
    }
}
