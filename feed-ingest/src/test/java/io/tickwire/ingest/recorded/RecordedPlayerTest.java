package io.tickwire.ingest.recorded;

import io.tickwire.ingest.FeedListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

@Timeout(30)
final class RecordedPlayerTest {
    private static final long START_NS = 1_723_161_471_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    @TempDir
    private Path directory;
    private final List<String> seen = new ArrayList<>();

    private final FeedListener listener = new FeedListener() {
        private final List<String> names = new ArrayList<>();

        @Override
        public int onInstrument(String name, int priceExponent, int sizeExponent) {
            names.add(name);
            return names.size() - 1;
        }

        @Override
        public void onQuote(int instrumentId, long eventTimeNs, long bidPrice, long bidSize, long askPrice,
                            long askSize) {
            seen.add(names.get(instrumentId) + " " + (eventTimeNs - START_NS) / 1_000_000 + " " + bidPrice);
        }

        @Override
        public void onTrade(int instrumentId, long eventTimeNs, long price, long size, long conditions, byte side) {
            throw new AssertionError("there is no trade");
        }
    };

    /** A spot quote each so many ms after the start. */
    private Recording recording(String symbol, int... offsetsMs) throws IOException {
        final StringBuilder lines = new StringBuilder();
        for (final int offsetMs : offsetsMs) {
            lines.append(String.format("spot %d {\"stream\":\"%s@bookTicker\",\"data\":{\"s\":\"%s\","
                + "\"b\":\"%d\",\"B\":\"1\",\"a\":\"2\",\"A\":\"1\"}}%n", START_NS + offsetMs * 1_000_000L,
                symbol.toLowerCase(Locale.ROOT), symbol, offsetMs));
        }
        return RecordedFeeds.recording(Files.writeString(directory.resolve(symbol), lines.toString()),
            RecordedOptions.of((file, offset, reason) -> {
                throw new AssertionError(offset + ": " + reason);
            }));
    }

    @Test
    void shouldPlayEachRecordWhenItIsDueWhateverTheDelay() throws IOException {
        final List<Recording> recordings = List.of(recording("A", 0, 100, 200, 2_000));
        try (RecordedPlayer player = new RecordedPlayer(recordings, 2, false, listener)) {
            assertEquals(1, player.play(50, 10));
            assertEquals(50 + 50_000_000, player.nextDueNs());
            assertEquals(0, player.play(50 + 49_999_999, 10));
            assertEquals(2, player.play(50 + 150_000_000, 10));
            assertEquals(50 + SECOND_NS, player.nextDueNs());
            assertEquals(1, player.play(50 + 9 * SECOND_NS, 10));
            assertEquals(RecordedPlayer.NEVER, player.nextDueNs());
            assertEquals(0, player.play(50 + 10 * SECOND_NS, 10));
            assertEquals(4, player.ticks());
            assertEquals(1, player.progress());
        }
    }

    @Test
    void shouldMergeFilesByTime() throws IOException {
        final List<Recording> recordings = List.of(recording("A", 0, 20, 40), recording("B", 10, 20, 30));
        try (RecordedPlayer player = new RecordedPlayer(recordings, Double.POSITIVE_INFINITY, false, listener)) {
            assertEquals(4, player.play(0, 4));
            assertEquals(2, player.play(0, 4));
        }
        assertEquals(List.of("A@spot 0 0", "B@spot 10 10", "A@spot 20 20", "B@spot 20 20", "B@spot 30 30",
            "A@spot 40 40"), seen);
    }

    @Test
    void shouldLetTimeGoOnInEachRoundOfALoop() throws IOException {
        try (RecordedPlayer player = new RecordedPlayer(List.of(recording("A", 0, 99)), 1, true, listener)) {
            assertEquals(2, player.play(0, 2) + player.play(99_000_000, 2));
            assertEquals(2, player.rounds());
            assertEquals(100_000_000, player.nextDueNs());
            assertEquals(3, player.play(250_000_000, 3));
        }
        assertEquals(List.of("A@spot 0 0", "A@spot 99 99", "A@spot 100 0", "A@spot 199 99", "A@spot 200 0"), seen);
    }

    @Test
    void shouldRefuseASpeedThatIsNone() throws IOException {
        final List<Recording> recordings = List.of(recording("A", 0));
        assertThrows(IllegalArgumentException.class, () -> new RecordedPlayer(recordings, 0, false, listener));
        assertThrows(IllegalArgumentException.class, () -> new RecordedPlayer(recordings, Double.NaN, false, listener));
    }
}
