package io.tickwire.journal;

import io.tickwire.config.JournalConfig;
import io.tickwire.config.RetentionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Pages ahead of the writer, and nothing else. */
@Timeout(60)
final class PreToucherTest {
    private static final long AHEAD_BYTES = 8 << 20;
    /** The pages of Chronicle Queue's index that are not used take no room. */
    private static final long HOLES_BYTES = 128 << 10;
    private static final int BLOCK_LENGTH = 512;

    @TempDir
    private Path directory;

    private static long allocatedBytes(Path file) throws Exception {
        final Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        final String blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertEquals(0, stat.waitFor());
        return Long.parseLong(blocks) * BLOCK_LENGTH;
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
                upkeep.doWork();
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
