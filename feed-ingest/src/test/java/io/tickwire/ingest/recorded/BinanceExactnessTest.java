package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Reads the bundled sample a second way, with regular expressions and BigDecimal, and compares every field. */
@Timeout(120)
final class BinanceExactnessTest {
    private static final Pattern FIELD = Pattern.compile("\"([A-Za-z]+)\":(?:\"([^\"]*)\"|([0-9]+|true|false))");
    private static final Map<String, int[]> DECIMALS = Map.of(
        "BTCUSDT@spot", new int[]{2, 5}, "ETHUSDT@spot", new int[]{2, 4},
        "BTCUSDT@usdm", new int[]{2, 3}, "ETHUSDT@usdm", new int[]{2, 3},
        "BTCUSD_PERP@cm", new int[]{1, 0}, "ETHUSD_PERP@cm", new int[]{2, 0});

    @Test
    void shouldHandOverExactlyWhatTheSampleSays() throws IOException {
        final RecordedTicks ticks = RecordedTicks.of(RecordedFeeds.openBundledSample());
        final List<String> expected = independently();
        assertEquals(65_646, expected.size());
        assertEquals(47_074, expected.stream().filter(tick -> tick.startsWith("quote")).count());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), ticks.ticks.get(i), "tick " + i);
        }
        assertEquals(expected.size(), ticks.ticks.size());
        assertEquals(6, ticks.definitions.size());
    }

    private static List<String> independently() throws IOException {
        final List<String> ticks = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(
            RecordedFeeds.class.getResourceAsStream("/recorded/" + RecordedFeeds.BINANCE_SAMPLE)),
            StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                final String[] parts = line.split(" ", 3);
                final Map<String, String> fields = new HashMap<>();
                final Matcher matcher = FIELD.matcher(parts[2]);
                while (matcher.find()) {
                    fields.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
                }
                ticks.add(tick(parts[0], Long.parseLong(parts[1]), parts[2], fields));
            }
        }
        return ticks;
    }

    private static String tick(String venue, long recorderNs, String json, Map<String, String> fields) {
        final String name = fields.get("s") + "@" + venue;
        final long timeNs = fields.containsKey("T") ? Long.parseLong(fields.get("T")) * 1_000_000 : recorderNs;
        if (json.contains("@bookTicker\"")) {
            return "quote " + name + " " + timeNs + " " + price(name, fields.get("b")) + " x "
                + size(name, fields.get("B")) + " " + price(name, fields.get("a")) + " x "
                + size(name, fields.get("A"));
        }
        return "trade " + name + " " + timeNs + " " + price(name, fields.get("p")) + " x "
            + size(name, fields.get("q")) + " conditions 0 side " + (fields.get("m").equals("true") ? 2 : 1);
    }

    private static String price(String name, String text) {
        return new BigDecimal(text).setScale(DECIMALS.get(name)[0]).toPlainString();
    }

    private static String size(String name, String text) {
        return new BigDecimal(text).setScale(DECIMALS.get(name)[1]).toPlainString();
    }
}
