package io.tickwire.journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class OldFilesTest {
    private static final long CYCLE_NS = 300_000_000_000L;
    private static final int FILES = 6;

    @TempDir
    private Path directory;

    @Test
    void shouldLeaveOldFilesAloneWhateverIsInThem() throws Exception {
        try (JournalFixture fixture = new JournalFixture(directory, 256, 64)) {
            for (int i = 0; i < FILES; i++) {
                fixture.append(100);
                fixture.timeNs += CYCLE_NS;
            }
        }
        final List<Path> before = files();
        assertEquals(FILES, before.size());
        try (RandomAccessFile old = new RandomAccessFile(before.get(1).toFile(), "rw")) {
            old.write(new byte[4_096]);
        }
        try (JournalFixture fixture = new JournalFixture(directory, 256, 64)) {
            fixture.timeNs += (FILES + 1) * CYCLE_NS;
            fixture.append(100);
            assertEquals((FILES + 1) * 100, fixture.journal.lastSequence());
        }
        assertTrue(files().containsAll(before), "files: " + files());
        try (RandomAccessFile old = new RandomAccessFile(before.get(1).toFile(), "r")) {
            final byte[] head = new byte[4_096];
            old.readFully(head);
            assertArrayEquals(new byte[4_096], head, "nothing was written to it");
        }
    }

    @Test
    void shouldShowChronicleQueueNoneOfTheOldFiles() throws Exception {
        for (int start = 0; start < FILES; start++) {
            try (JournalFixture fixture = new JournalFixture(directory, 256, 64)) {
                fixture.timeNs += start * CYCLE_NS;
                fixture.append(100);
                // Its list of all files, each of which it would open for an appender.
                assertFalse(Files.exists(directory.resolve("metadata.cq4t")), "a start must not take longer, the more"
                    + " files there are");
                assertEquals(List.of(), fixture.errors);
            }
        }
        assertEquals(FILES, files().size());
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.toString().endsWith(".cq4")).sorted().toList();
        }
    }
}
