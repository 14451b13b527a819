package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class RecordedFeedsTest {
    @TempDir
    Path directory;

    private final RecordingDamage damage = new RecordingDamage();

    @Test
    void shouldRecogniseFilesWhateverTheyAreCalled() throws IOException {
        assertTicks(65_646, RecordedFeeds.BINANCE_SAMPLE, "a.zip", false);
        assertTicks(65_646, RecordedFeeds.BINANCE_SAMPLE, "b", true);
        assertTicks(3_882, RecordedFeeds.ITCH_SAMPLE, "c_20200130.jsonl", false);
        assertTicks(2_000, RecordedFeeds.LEAN_QUOTE_SAMPLE, "d.gz", false);
        final Path itch = Files.write(directory.resolve("e_20200130.gz"),
            PackedMembersTest.gzip(bytes(RecordedFeeds.ITCH_SAMPLE)));
        assertEquals(3_882, RecordedTicks.of(RecordedFeeds.open(itch, RecordedOptions.of(damage))).ticks.size());
        assertEquals(0, damage.count());
    }

    private void assertTicks(int expected, String sample, String name, boolean isUnpacked) throws IOException {
        byte[] bytes = bytes(sample);
        if (isUnpacked) {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = in.readAllBytes();
            }
        }
        final Path file = Files.write(directory.resolve(name), bytes);
        final Recording recording = RecordedFeeds.recording(file, RecordedOptions.of(damage));
        assertEquals(name, recording.name());
        for (int i = 0; i < 2; i++) {
            try (RecordedFeed feed = recording.open()) {
                assertEquals(bytes.length, feed.totalBytes());
                assertEquals(expected, RecordedTicks.of(feed).ticks.size());
                assertEquals(bytes.length, feed.bytesRead());
            }
        }
    }

    @Test
    void shouldRefuseAnUnknownKindByNameAndNameTheKnownOnes() throws IOException {
        for (final String text : new String[] {"time,price\n1,2\n", "x", "", "PK\3\4", "\37\213\10\0"}) {
            final Path file = Files.writeString(directory.resolve("prices.csv"), text, StandardCharsets.ISO_8859_1);
            final Exception e = assertThrows(IllegalArgumentException.class,
                () -> RecordedFeeds.open(file, RecordedOptions.of(damage)), text);
            for (final String part : new String[] {"prices.csv", "Binance", "ITCH", "Lean"}) {
                assertTrue(e.getMessage().contains(part), e.getMessage());
            }
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAPath() {
        final Path missing = directory.resolve("missing");
        final Exception e = assertThrows(UncheckedIOException.class,
            () -> RecordedFeeds.open(missing, RecordedOptions.of(damage)));
        assertInstanceOf(NoSuchFileException.class, e.getCause());
        final Exception noFile = assertThrows(IllegalArgumentException.class,
            () -> RecordedFeeds.open(directory, RecordedOptions.of(damage)));
        assertTrue(noFile.getMessage().contains("is not a file"), noFile.getMessage());
        assertThrows(IllegalArgumentException.class,
            () -> RecordedFeeds.openBundled("missing", RecordedOptions.of(damage)));
    }

    @Test
    void shouldRefuseOptionsThatNothingCanBeMadeOf() {
        for (final String venue : new String[] {"", "a@b", "a,b", "x".repeat(17)}) {
            assertThrows(IllegalArgumentException.class, () -> new RecordedOptions(venue, null, damage), venue);
        }
        for (final int year : new int[] {1, 1970, 2200}) {
            assertThrows(IllegalArgumentException.class,
                () -> new RecordedOptions(null, LocalDate.of(year, 1, 1), damage));
        }
    }

    static byte[] bytes(String sample) throws IOException {
        try (InputStream in = RecordedFeeds.class.getResourceAsStream("/recorded/" + sample)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
