package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class BinanceReaderTest {
    @TempDir
    Path directory;

    private final RecordingDamage damage = new RecordingDamage();

    @Test
    void shouldTakeTheDecimalsThatTheVenueWritesAndNotItsPadding() throws IOException {
        final RecordedTicks ticks = read("f.jsonl", null,
            "usdm 1723161255088169167 " + quote("61800.20", "2.507", "61800.30", "2.510"),
            "spot 1723161255088169168 " + quote("61718.94000000", "1.24669000", "61718.90000000", "2.00000000"),
            "spot 1723161255088169169 " + trade("61718.95000000", "0.00000001"));
        assertEquals(List.of("BTCUSDT@usdm -2 -3", "BTCUSDT@spot -2 -8"), ticks.definitions);
        assertEquals(List.of("quote BTCUSDT@usdm 1723161255088169167 61800.20 x 2.507 61800.30 x 2.510",
            "quote BTCUSDT@spot 1723161255088169168 61718.94 x 1.24669000 61718.90 x 2.00000000",
            "trade BTCUSDT@spot 1723161255088169169 61718.95 x 0.00000001 conditions 0 side 2"), ticks.ticks);
    }

    @Test
    void shouldStayExactWhereOneExponentDoesNotFitAllRecords() throws IOException {
        final RecordedTicks ticks = read("spot_x.jsonl", null,
            "1723161255088169167 " + trade("1.00000001", "1"),
            "1723161255088169168 " + trade("1.000000000000000001", "1"),
            "1723161255088169169 " + trade("9223372036854775807", "1"),
            "1723161255088169170 " + trade("1.5", "1"));
        assertEquals(List.of(), damage.reasons);
        assertEquals(List.of("BTCUSDT@spot -8 0", "BTCUSDT@spot -18 0", "BTCUSDT@spot 0 0"), ticks.definitions);
        assertEquals(List.of("1.00000001", "1.000000000000000001", "9223372036854775807", "1.50000000"),
            ticks.ticks.stream().map(tick -> tick.split(" ")[3]).toList());
    }

    @Test
    void shouldTellAnEmptySideOfTheBook() throws IOException {
        assertEquals(List.of("quote BTCUSDT@cm 1723161255088169167 none x 0 1.50 x 3"),
            read("f.jsonl", null, "cm 1723161255088169167 " + quote("0.00", "0", "1.50", "3")).ticks);
    }

    @Test
    void shouldReportBadRecordsAndReadTheRest() throws IOException {
        final String good = "1723161255088169170 " + trade("1.5", "1");
        final RecordedTicks ticks = read("f.jsonl", "lab", good,
            "1723161255088169170 " + trade("1,5", "1"),
            "1723161255088169170 " + trade("1.5", "-1"),
            "1723161255088169170 " + trade("12345678901234567890", "1"),
            "1723161255088169170 " + trade("1.5", "1").replace("BTCUSDT", "BTC USDT*").replace("btcusdt", "btc usdt*"),
            good);
        assertEquals(2, ticks.ticks.size());
        assertEquals(4, damage.count());
        assertEquals((long) good.length() + 1, damage.offsets.get(0));
        assertTrue(damage.reasons.get(0).contains("'1,5' is no decimal number"), damage.reasons.get(0));
        assertTrue(damage.reasons.get(1).contains("below 0"), damage.reasons.get(1));
        assertTrue(damage.reasons.get(2).contains("more digits"), damage.reasons.get(2));
        assertTrue(damage.reasons.get(3).contains("name of an instrument"), damage.reasons.get(3));
    }

    @Test
    void shouldTakeTheVenueFromTheLineElseTheNameElseTheOption() throws IOException {
        final String line = "1723161255088169167 " + trade("1", "1");
        assertTrue(read("usdm_a.jsonl", "spot", "cm " + line).ticks.get(0).contains("BTCUSDT@cm"));
        assertTrue(read("usdm_a.jsonl", "spot", line).ticks.get(0).contains("BTCUSDT@usdm"));
        assertTrue(read("a.jsonl", "spot", line).ticks.get(0).contains("BTCUSDT@spot"));
        final Exception e = assertThrows(IllegalArgumentException.class, () -> read("a.jsonl", null, line));
        assertTrue(e.getMessage().contains("a.jsonl") && e.getMessage().contains("--venue"), e.getMessage());
    }

    @Test
    void shouldReportALineWithoutVenueAmongOthers() throws IOException {
        final String line = "1723161255088169167 " + trade("1", "1");
        assertEquals(1, read("a.jsonl", null, "cm " + line, line).ticks.size());
        assertTrue(damage.reasons.get(0).contains("no venue"), damage.reasons.get(0));
    }

    private RecordedTicks read(String name, String venue, String... lines) throws IOException {
        final Path file = Files.write(directory.resolve(name), List.of(lines));
        return RecordedTicks.of(RecordedFeeds.open(file, new RecordedOptions(venue, null, damage)));
    }

    private static String quote(String bid, String bidSize, String ask, String askSize) {
        return "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"s\":\"BTCUSDT\",\"b\":\"" + bid + "\",\"B\":\"" + bidSize
            + "\",\"a\":\"" + ask + "\",\"A\":\"" + askSize + "\"}}";
    }

    private static String trade(String price, String size) {
        return "{\"stream\":\"btcusdt@trade\",\"data\":{\"s\":\"BTCUSDT\",\"p\":\"" + price + "\",\"q\":\"" + size
            + "\",\"m\":true}}";
    }
}
