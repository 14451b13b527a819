package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Reads the bundled Lean files a second way, with the JDK's zip and BigDecimal, and compares every tick. */
@Timeout(120)
final class LeanExactnessTest {
    private static final long MIDNIGHT_NS = 1_381_291_200_000_000_000L;

    @Test
    void shouldMergeOneSidedQuotesByVenue() throws IOException {
        final Map<String, String> bids = new HashMap<>();
        final Map<String, String> asks = new HashMap<>();
        final List<String> expected = new ArrayList<>();
        for (final String[] row : rows(RecordedFeeds.LEAN_QUOTE_SAMPLE)) {
            final boolean isBid = !row[1].equals("0");
            (isBid ? bids : asks).put(row[5], price(row[isBid ? 1 : 3]) + " x " + row[isBid ? 2 : 4]);
            expected.add("quote IBM@" + row[5] + " " + timeNs(row[0]) + " "
                + bids.getOrDefault(row[5], "none x 0") + " " + asks.getOrDefault(row[5], "none x 0"));
        }
        assertEquals(2_000, expected.size());
        assertEquals(expected, read(RecordedFeeds.LEAN_QUOTE_SAMPLE));
    }

    @Test
    void shouldReadTradesWithTheirConditions() throws IOException {
        final List<String> expected = new ArrayList<>();
        for (final String[] row : rows(RecordedFeeds.LEAN_TRADE_SAMPLE)) {
            expected.add("trade IBM@" + row[3] + " " + timeNs(row[0]) + " " + price(row[1]) + " x " + row[2]
                + " conditions " + Long.parseLong(row[4], 16) + " side 0");
        }
        assertEquals(2_000, expected.size());
        assertEquals(expected, read(RecordedFeeds.LEAN_TRADE_SAMPLE));
    }

    private static List<String> read(String name) {
        final RecordingDamage damage = new RecordingDamage();
        final List<String> ticks = RecordedTicks.of(RecordedFeeds.openBundled(name, RecordedOptions.of(damage))).ticks;
        assertEquals(List.of(), damage.reasons);
        return ticks;
    }

    private static List<String[]> rows(String name) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(RecordedFeeds.class.getResourceAsStream("/recorded/" + name))) {
            zip.getNextEntry();
            return new String(zip.readAllBytes(), StandardCharsets.US_ASCII).lines().map(line -> line.split(","))
                .toList();
        }
    }

    private static long timeNs(String ms) {
        return MIDNIGHT_NS + Long.parseLong(ms) * 1_000_000;
    }

    private static String price(String text) {
        return new BigDecimal(text).movePointLeft(4).setScale(4).toPlainString();
    }
}
