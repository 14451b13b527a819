package io.tickwire.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(20)
final class PositionFileTest {
    @TempDir
    private Path directory;

    @Test
    void shouldReadWhatWasWrittenAndLeaveNothingElse() throws IOException {
        final PositionFile file = new PositionFile(directory.resolve("position"));
        assertEquals(Optional.empty(), file.read());
        for (final long sequence : new long[] {0, 1, Long.MAX_VALUE}) {
            final SavedPosition saved =
                new SavedPosition(new Position("18c2a6f3b1e0d4a7", sequence), 3, "all BTC* X@Q");
            file.write(saved);
            assertEquals(Optional.of(saved), file.read());
        }
        try (var files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void shouldNameTheFileAndTheDefectOfEveryTruncation() throws IOException {
        final Path path = directory.resolve("position");
        final PositionFile file = new PositionFile(path);
        file.write(new SavedPosition(new Position("18c2a6f3b1e0d4a7", 90_211), 0, "all BTC*"));
        final byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, java.util.Arrays.copyOf(whole, length));
            final IOException e = assertThrows(IOException.class, file::read);
            assertTrue(e.getMessage().contains(path.toString()) && e.getMessage().contains("delete it"));
        }
        Files.write(path, new String(whole, java.nio.charset.StandardCharsets.US_ASCII)
            .replace("90211", "9x").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThrows(IOException.class, file::read);
    }
}
