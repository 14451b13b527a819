package io.tickwire.journal;

import io.tickwire.config.JournalConfig;
import io.tickwire.config.RetentionConfig;
import io.tickwire.core.tick.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Pages ahead of the writer, and nothing else. */
@Timeout(60)
final class PreToucherTest {
    private static final long AHEAD_BYTES = 8 << 20;
    /** The pages of Chronicle Queue's index that are not used take no room. */
    private static final long HOLES_BYTES = 128 << 10;
    private static final int BLOCK_LENGTH = 512;
    private static final int TICKS = 32_000;
    private static final int CYCLES = 64;

    @TempDir
    private Path directory;

    private static long allocatedBytes(Path file) throws Exception {
        final Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        final String blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertEquals(0, stat.waitFor());
        return Long.parseLong(blocks) * BLOCK_LENGTH;
    }

    /** Until all pages ahead are there, a few in each duty cycle. */
    private static void run(JournalUpkeepAgent upkeep) {
        for (int i = 0; i < CYCLES; i++) {
            upkeep.doWork();
        }
    }

    /** Of the calling thread, from proc(5), {@code /proc/PID/stat}, counted after the name in brackets. */
    private static long minorFaults() throws IOException {
        final String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[7]);
    }

    @Test
    void shouldLetTheWriterFindThePagesInThePageTable() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/thread-self/stat")), "the system tells no faults of a thread");
        try (JournalFixture fixture = new JournalFixture(new JournalConfig(directory, true, 200, "FAST_HOURLY", 0,
            AHEAD_BYTES, RetentionConfig.NONE), 4_096, BootId.current())) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            fixture.append(TICKS);
            final long before = minorFaults();
            fixture.append(TICKS);
            final long without = minorFaults() - before;
            assertTrue(without >= TICKS * Tick.LENGTH / PageToucher.PAGE_LENGTH, "a fault for each page: " + without);
            run(upkeep);
            assertEquals(List.of(), fixture.errors);
            final long prepared = minorFaults();
            fixture.append(TICKS);
            final long with = minorFaults() - prepared;
            assertTrue(with < without / 4, with + " faults, without it " + without);
            upkeep.onClose();
        }
    }

    @Test
    void shouldGivePagesAheadOfTheWriterAndDisturbNothing() throws Exception {
        try (JournalFixture fixture = new JournalFixture(new JournalConfig(directory, true, 200, "FAST_HOURLY", 0,
            AHEAD_BYTES, RetentionConfig.NONE), 4_096, BootId.current());
             TickHistory history = fixture.journal.newHistory()) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            fixture.append(1_000);
            final Path file = CycleFile.list(directory)[0];
            final long without = allocatedBytes(file);
            assertTrue(without < AHEAD_BYTES, "allocated " + without);
            int count = 1_000;
            // Across the end of the first block, at which the file becomes longer.
            while (FileExtent.of(file).bytes() < ChronicleSetup.BLOCK_LENGTH + AHEAD_BYTES) {
                run(upkeep);
                final long allocated = allocatedBytes(file);
                final long written = FileExtent.of(file).bytes();
                assertTrue(allocated >= written + AHEAD_BYTES - HOLES_BYTES, allocated + " for " + written);
                fixture.append(100_000);
                count += 100_000;
            }
            assertEquals(count, JournalFixture.readAll(history, 1, 4_096));
            upkeep.onClose();
            assertEquals(List.of(), fixture.errors);
        }
        for (final JournalInspector.FileSummary summary : new JournalInspector(directory).summarize()) {
            assertEquals("", summary.damage());
        }
    }
}
