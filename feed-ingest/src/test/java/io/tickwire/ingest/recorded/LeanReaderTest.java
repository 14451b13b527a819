package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class LeanReaderTest {
    private static final String QUOTES = "20131009_ibm_Quote_Tick.csv";
    private static final String TRADES = "20131009_ibm_Trade_Tick.csv";
    // Midnight of the day, and one hour.
    private static final String AT_ONE = "1381294800000000000";

    @TempDir
    Path directory;

    private final RecordingDamage damage = new RecordingDamage();

    @Test
    void shouldMergeTheSidesOfEachVenue() throws IOException {
        final List<String> ticks = read("x.zip", QUOTES, "3600000,1750000,100,0,0,P,1,0", "3600000,0,0,1848300,5,P,1,0",
            "3600000,0,0,1848400,7,Q,800,1", "3600000,1750100,1,1848200,2,P,1,0").ticks;
        assertEquals(List.of("quote IBM@P " + AT_ONE + " 175.0000 x 100 none x 0",
            "quote IBM@P " + AT_ONE + " 175.0000 x 100 184.8300 x 5",
            "quote IBM@Q " + AT_ONE + " none x 0 184.8400 x 7",
            "quote IBM@P " + AT_ONE + " 175.0100 x 1 184.8200 x 2"), ticks);
    }

    @Test
    void shouldMarkSuspiciousTrades() throws IOException {
        final List<String> ticks = read("x.zip", TRADES, "3600000,1790500,200,P,20002020,0",
            "3600000.000001,1790500,200,P,20002020,1").ticks;
        assertEquals(List.of("trade IBM@P " + AT_ONE + " 179.0500 x 200 conditions 536879136 side 0",
            "trade IBM@P 1381294800000000001 179.0500 x 200 conditions " + (536_879_136L | 1L << 31) + " side 0"),
            ticks);
    }

    @Test
    void shouldReportBadRowsAndReadTheRest() throws IOException {
        final String good = "3600000,1750000,100,0,0,P,1,0";
        final RecordedTicks ticks = read("x.zip", QUOTES, good, "3600000,1750000,100,0,0,P,1",
            "3600000,x,100,0,0,P,1,0",
            "3600000,-1,100,0,0,P,1,0", "86400000,1750000,100,0,0,P,1,0", "3600000,1750000,100,0,0,P,1g,0",
            "3600000,1750000,100,0,0,P,100000000,0", "3600000,1750000,100,0,0,P,1,2", "3600000,0,0,0,0,P,1,0",
            "3600000,1750000,100,0,5,P,1,0", "3600000,1750000,1.5,0,0,P,1,0", "3600000,1750000,100,0,0,,1,0", good);
        assertEquals(2, ticks.ticks.size());
        assertEquals(11, damage.count(), damage.reasons.toString());
        assertEquals(good.length() + 1L, damage.offsets.get(0));
        assertEquals("7 columns in place of 8", damage.reasons.get(0));
    }

    @Test
    void shouldReadEveryEntryAndReportOneOfAnotherKind() throws IOException {
        final Path file = directory.resolve("x.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            write(zip, "a/" + QUOTES, "3600000,1750000,100,0,0,P,1,0");
            write(zip, "readme.txt", "hello");
            write(zip, "a/20131010_ibm_quote_tick.csv", "3600000,0,0,1750000,100,P,1,0");
        }
        assertEquals(List.of("quote IBM@P " + AT_ONE + " 175.0000 x 100 none x 0",
            "quote IBM@P 1381381200000000000 none x 0 175.0000 x 100"), read(file).ticks);
        assertEquals(1, damage.count());
        assertTrue(damage.reasons.get(0).contains("readme.txt"), damage.reasons.get(0));
    }

    @Test
    void shouldTakeSymbolAndDayFromTheEntryElseTheFile() throws IOException {
        final String row = "3600000,1790500,200,P,20002020,0";
        assertTrue(read("y_20140101_quote.zip", TRADES, row).ticks.get(0).startsWith("trade IBM@P " + AT_ONE));
        assertTrue(read("brk.b_20131009_trade.zip", "a.csv", row).ticks.get(0).startsWith("trade BRK.B@P " + AT_ONE));
        final Exception e = assertThrows(IllegalArgumentException.class, () -> read("x.zip", "a.csv", row));
        assertTrue(e.getMessage().contains("a.csv") && e.getMessage().contains("20131009_ibm_Trade_Tick.csv"),
            e.getMessage());
    }

    @Test
    void shouldReadWhatIsLeftOfAFileThatBreaksOff() throws IOException {
        final byte[] whole;
        try (InputStream in = RecordedFeeds.class.getResourceAsStream("/recorded/" + RecordedFeeds.LEAN_TRADE_SAMPLE)) {
            whole = in.readAllBytes();
        }
        final Path file = directory.resolve("cut.zip");
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        final List<String> ticks = read(file).ticks;
        final List<String> all = RecordedTicks.of(RecordedFeeds.openBundled(RecordedFeeds.LEAN_TRADE_SAMPLE,
            RecordedOptions.of(DamageListener.NONE))).ticks;
        assertTrue(ticks.size() > 500, () -> ticks.size() + " ticks");
        assertEquals(all.subList(0, ticks.size()), ticks);
        assertEquals(1, damage.count(), damage.reasons.toString());
    }

    private RecordedTicks read(String zipName, String entry, String... rows) throws IOException {
        final Path file = directory.resolve(zipName);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            write(zip, entry, rows);
        }
        return read(file);
    }

    private RecordedTicks read(Path file) {
        return RecordedTicks.of(RecordedFeeds.open(file, RecordedOptions.of(damage)));
    }

    private static void write(ZipOutputStream zip, String entry, String... rows) throws IOException {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write((String.join("\n", rows) + "\n").getBytes(StandardCharsets.US_ASCII));
        zip.closeEntry();
    }
}
