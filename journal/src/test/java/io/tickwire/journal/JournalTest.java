package io.tickwire.journal;

import io.tickwire.config.JournalConfig;
import io.tickwire.config.RetentionConfig;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.instrument.InstrumentTable;
import io.tickwire.core.tick.LastValues;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickEncoder;
import io.tickwire.core.tick.TickKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(60)
final class JournalTest {
    private static final long CYCLE_NS = 300_000_000_000L;

    @TempDir
    private Path directory;

    @Test
    void shouldReadBackWhatWasAppendedAcrossTheRingsWrapAndAllBatchSizes() throws Exception {
        try (JournalFixture fixture = new JournalFixture(directory, 64, 50);
             TickHistory history = fixture.journal.newHistory()) {
            assertEquals(1, history.oldest());
            assertEquals(0, history.read(1, 10, tick -> fail("there is none")));
            for (int i = 1; i <= 130; i++) {
                fixture.append(i);
            }
            final int count = 130 * 131 / 2;
            assertEquals(count, fixture.journal.lastSequence());
            assertEquals(count, JournalFixture.readAll(history, 1, 1000));
            assertEquals(count - 76, JournalFixture.readAll(history, 77, 7));
            assertEquals(1, history.oldest());
            assertEquals(0, history.read(count + 1, 1, tick -> fail("beyond the end")));
            assertEquals(1, history.read(count, 5, tick -> assertEquals(count, tick.sequence())));
            assertEquals(count, fixture.counters.counter(CounterId.JOURNAL_POSITION).get());
            assertEquals(1, fixture.counters.counter(CounterId.JOURNAL_RUNNING).get());
            assertTrue(fixture.counters.counter(CounterId.JOURNAL_BYTES).get() > count * 64L);
            assertEquals(List.of(), fixture.errors);
        }
    }

    @Test
    void shouldRollByReceiveTimeWithACheckpointAtTheStartOfEachFile() throws Exception {
        try (JournalFixture fixture = new JournalFixture(directory, 64, 4);
             TickHistory history = fixture.journal.newHistory()) {
            for (int i = 0; i < 30; i++) {
                fixture.append(41);
                assertEquals((i + 1) * 41, JournalFixture.readAll(history, 1, 100));
                fixture.timeNs += CYCLE_NS;
            }
            final Path[] files = CycleFile.list(directory);
            assertEquals(30, files.length);
            for (final Path path : files) {
                try (CycleFile file = new CycleFile(path)) {
                    assertEquals(ExcerptHeader.CHECKPOINT, file.excerpt(DamageSkip.any(file, 0)).type());
                }
            }
            final Random random = new Random(7);
            for (int i = 0; i < 1000; i++) {
                final long from = 1 + random.nextInt(30 * 41);
                assertTrue(history.read(from, 3, tick -> assertTrue(tick.sequence() >= from)) > 0);
            }
            assertEquals(List.of(), fixture.errors);
        }
    }

    @Test
    void shouldGoOnAfterReopeningAndRestoreDefinitionsAndLastValues() throws Exception {
        long epoch = 0;
        for (int round = 0; round < 4; round++) {
            try (JournalFixture fixture = new JournalFixture(directory, 128, 100);
                 TickHistory history = fixture.journal.newHistory()) {
                assertEquals(List.of(), fixture.errors);
                assertTrue(round == 0 || epoch == fixture.journal.epoch());
                epoch = fixture.journal.epoch();
                assertEquals(round * 333L, fixture.journal.lastSequence());
                checkRestored(fixture, round * 333L);
                fixture.timeNs += round * CYCLE_NS / 2;
                fixture.append(333);
                assertEquals((round + 1) * 333, JournalFixture.readAll(history, 1, 50));
            }
        }
    }

    private static void checkRestored(JournalFixture fixture, long last) {
        final InstrumentTable table = new InstrumentTable();
        final LastValues values = new LastValues();
        fixture.journal.restore(tick -> {
            if (tick.kind() == TickKind.DEFINITION.code()) {
                table.onDefinition(tick);
            }
            values.onTick(tick);
        });
        assertEquals(last == 0 ? 0 : JournalFixture.INSTRUMENTS, table.size());
        for (int id = 1; id <= table.size(); id++) {
            assertEquals(id, table.idOfSource(1, 100 + id));
            assertTrue(JournalFixture.isRight(values.quote(id), values.quoteSequence(id)));
            assertEquals(lastOf(last, id, false), values.quoteSequence(id));
            assertEquals(lastOf(last, id, true), values.trade(id).sequence());
        }
    }

    private static long lastOf(long last, int id, boolean trade) {
        long sequence = last;
        while ((sequence - 1) % JournalFixture.INSTRUMENTS + 1 != id || sequence % 3 == 0 != trade) {
            sequence--;
        }
        return sequence;
    }

    @Test
    void shouldRestoreAMappingThatWasChangedAndChangedBack() {
        final JournalState state = new JournalState();
        final UnsafeBuffer slot = new UnsafeBuffer(new byte[64]);
        final TickEncoder encoder = new TickEncoder();
        final int[] ids = {1, 2, 1, 3, 2};
        final int[] exponents = {-2, -3, -2, -4, -3};
        final int[] sources = {9, 9, 9, 8, 7};
        for (int i = 0; i < ids.length; i++) {
            encoder.wrap(slot, 0).putDefinition(ids[i], sources[i], 5, 1, "A@b", exponents[i], 0);
            encoder.sequence(i + 1);
            state.onTick(new Tick().wrap(slot, 0));
        }
        final InstrumentTable table = new InstrumentTable();
        state.forEach(table::onDefinition);
        assertEquals(3, table.size());
        assertEquals(1, table.idOfSource(9, 5));
        assertEquals(3, table.idOfSource(8, 5));
        assertEquals(2, table.idOfSource(7, 5));
    }

    @Test
    void shouldServeManyInterleavedReaders() throws Exception {
        final int readers = 300;
        try (JournalFixture fixture = new JournalFixture(directory, 1024, 200);
             TickHistory history = fixture.journal.newHistory()) {
            for (int i = 0; i < 12; i++) {
                fixture.append(2000);
                fixture.timeNs += CYCLE_NS;
            }
            final long[] next = new long[readers];
            for (int i = 0; i < readers; i++) {
                next[i] = 1 + i * 61L;
            }
            for (int round = 0; round < 60; round++) {
                for (int i = 0; i < readers; i++) {
                    final int reader = i;
                    final int read = history.read(next[i], 97, tick ->
                        assertTrue(JournalFixture.isRight(tick, next[reader]++)));
                    assertEquals(Math.min(97, 24_000 - (next[i] - read) + 1), read);
                }
            }
        }
    }

    @Test
    void shouldRefuseASecondOpenAndAnotherRollCycle() throws Exception {
        try (JournalFixture fixture = new JournalFixture(directory, 64, 50)) {
            fixture.append(10);
            final JournalException error = assertThrows(JournalException.class,
                () -> new JournalFixture(directory, 64, 50));
            assertTrue(error.getMessage().contains(directory.toString()), error.getMessage());
        }
        final List<Throwable> errors = new ArrayList<>();
        final JournalException other = assertThrows(JournalException.class,
            () -> Journal.open(new JournalConfig(directory, true, 50, "FAST_DAILY", 0, 0,
                RetentionConfig.NONE), errors::add));
        assertTrue(other.getMessage().contains("FIVE_MINUTELY"), other.getMessage());
        final JournalException unknown = assertThrows(JournalException.class,
            () -> Journal.open(new JournalConfig(directory, true, 50, "WHENEVER", 0, 0,
                RetentionConfig.NONE), errors::add));
        assertTrue(unknown.getMessage().contains("FAST_HOURLY"), unknown.getMessage());
    }

    @Test
    void shouldNotPretendAfterAnAppendErrorAndTakeANewEpochAtTheNextStart() throws Exception {
        final long epoch;
        try (JournalFixture fixture = new JournalFixture(directory, 64, 50);
             TickHistory history = fixture.journal.newHistory()) {
            epoch = fixture.journal.epoch();
            fixture.append(100);
            fixture.journal.close();
            fixture.append(100);
            assertEquals(200, fixture.counters.counter(CounterId.JOURNAL_POSITION).get());
            assertEquals(0, fixture.counters.counter(CounterId.JOURNAL_RUNNING).get());
            assertEquals(100, fixture.counters.counter(CounterId.JOURNAL_SKIPPED).get());
            assertEquals(1, fixture.counters.counter(CounterId.JOURNAL_ERRORS).get());
            assertEquals(1, fixture.errors.size());
            assertFalse(fixture.journal.isComplete());
            assertEquals(201, history.oldest());
            assertEquals(0, history.read(50, 10, tick -> fail("must not pretend")));
        }
        try (JournalFixture fixture = new JournalFixture(directory, 64, 50)) {
            assertNotEquals(epoch, fixture.journal.epoch());
            assertEquals(100, fixture.journal.lastSequence());
            fixture.append(10);
            assertEquals(1, fixture.errors.size());
            assertTrue(fixture.errors.get(0).getMessage().contains("new epoch"), fixture.errors.toString());
        }
    }

    @Test
    void shouldNotLeakFileHandlesOverOpensAndRolls() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (JournalFixture fixture = new JournalFixture(directory, 64, 50)) {
                fixture.append(10);
            }
        }
        final long before = handles();
        for (int i = 0; i < 20; i++) {
            try (JournalFixture fixture = new JournalFixture(directory, 64, 50);
                 TickHistory history = fixture.journal.newHistory()) {
                for (int roll = 0; roll < 5; roll++) {
                    fixture.timeNs += (i + 1) * CYCLE_NS;
                    fixture.append(10);
                    assertTrue(JournalFixture.readAll(history, 1, 1000) > 0);
                }
            }
        }
        assertTrue(handles() <= before + 3, before + " handles before, " + handles() + " after");
    }

    private static long handles() throws Exception {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
