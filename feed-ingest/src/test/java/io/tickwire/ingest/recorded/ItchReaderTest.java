package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class ItchReaderTest {
    @TempDir
    Path directory;

    private final ItchMessages file = new ItchMessages();
    private final RecordingDamage damage = new RecordingDamage();

    @Test
    void shouldKeepABookForEachStock() throws IOException {
        file.directory(1, "AAPL").directory(2, "MSFT")
            .add(1, "AAPL", 10, 'B', 100, 3_200_000).add(2, "MSFT", 11, 'S', 5, 1_700_000)
            .add(1, "AAPL", 12, 'S', 300, 3_210_000).add(1, "AAPL", 13, 'B', 50, 3_200_000);
        assertEquals(List.of("AAPL none x 0 none x 0", "MSFT none x 0 none x 0", "AAPL 320.0000 x 100 none x 0",
            "MSFT none x 0 170.0000 x 5", "AAPL 320.0000 x 100 321.0000 x 300", "AAPL 320.0000 x 150 321.0000 x 300"),
            read());
    }

    @Test
    void shouldTellOnlyWhatChangesTheBest() throws IOException {
        file.add(1, "A", 1, 'B', 100, 10_000).add(1, "A", 2, 'B', 100, 9_900).cancel(1, 2, 50).delete(1, 2)
            .replace(1, 1, 3, 100, 10_000).cancel(1, 3, 1).delete(1, 3);
        assertEquals(List.of("A 1.0000 x 100 none x 0", "A 1.0000 x 99 none x 0", "A none x 0 none x 0"), read());
    }

    @Test
    void shouldTellTradesWithTheAggressorsSide() throws IOException {
        file.add(1, "A", 1, 'B', 100, 10_000).add(1, "A", 2, 'S', 100, 10_100)
            .execute(1, 1, 30).execute(1, 2, 100).executeAt(1, 1, 10, 'Y', 9_999).executeAt(1, 1, 10, 'N', 9_998)
            .hidden(1, "A", 'B', 7, 10_050).hidden(1, "A", 'S', 8, 10_050)
            .cross(1, "A", 0, 0).cross(1, "A", 1L << 40, 10_000);
        assertEquals(List.of("1.0000 x 30 side 2", "1.0100 x 100 side 1", "0.9999 x 10 side 2", "1.0050 x 7 side 0",
            "1.0050 x 8 side 1", "1.0000 x 1099511627776 side 0"), trades(read()));
    }

    @Test
    void shouldKnowTheSideOfHiddenOrdersBefore2014() throws IOException {
        file.hidden(1, "A", 'B', 7, 10_050);
        assertEquals(List.of("1.0050 x 7 side 2"), trades(read("itch_20140711.bin", null).ticks));
    }

    @Test
    void shouldKnowTheLengthOfEveryMessage() throws IOException {
        final String types = "S12 R39 H25 Y20 L26 V35 W12 K28 J35 h21 A36 F40 E31 C36 X23 D19 U35 P44 Q40 B19 I50 N20"
            + " O48";
        for (final String type : types.split(" ")) {
            assertEquals(Integer.parseInt(type.substring(1)), ItchMessage.length(type.charAt(0)), type);
            if ("RAFECXDUPQ".indexOf(type.charAt(0)) < 0) {
                file.other(type.charAt(0), ItchMessage.length(type.charAt(0)));
            }
        }
        for (int type = Byte.MIN_VALUE; type <= Byte.MAX_VALUE; type++) {
            final boolean isThere = Character.isLetter((char) type) && types.indexOf((char) type) >= 0;
            assertEquals(isThere, ItchMessage.length(type) > 0, "type " + type);
        }
        file.add(1, "A", 1, 'B', 100, 10_000);
        assertEquals(1, read().size());
        assertEquals(List.of(), damage.reasons);
    }

    @Test
    void shouldReportWhatDoesNotFitTheBookAndGoOn() throws IOException {
        file.add(1, "A", 1, 'B', 100, 10_000).add(2, "B", 2, 'S', 100, 10_000);
        final int good = file.size();
        file.execute(1, 9, 1).execute(1, 1, 101).cancel(1, 1, 0).delete(2, 1).add(1, "A", 1, 'S', 1, 1)
            .add(1, "A", 3, 'X', 1, 1).add(1, "A", 3, 'S', 0, 1).replace(1, 1, 2, 5, 5).executeAt(1, 1, 1, 'y', 1)
            .add(1, "", 3, 'S', 1, 1).cross(1, "A", -1, 1);
        file.delete(1, 1);
        assertEquals(List.of("A 1.0000 x 100 none x 0", "B none x 0 1.0000 x 100", "A none x 0 none x 0"), read());
        assertEquals(11, damage.count(), damage.reasons.toString());
        assertEquals((long) good, damage.offsets.get(0));
        assertEquals("order 9 is not in the book", damage.reasons.get(0));
        assertEquals("101 shares of an order of 100", damage.reasons.get(1));
    }

    @Test
    void shouldFindOutWhichOfTwoNamesOfAStockIsDamaged() throws IOException {
        file.directory(1, "AAPL").add(1, "AAPM", 1, 'B', 1, 10_000).add(1, "AAPL", 2, 'B', 1, 10_000)
            .directory(2, "NSFT").add(2, "MSFT", 3, 'B', 1, 10_000).add(2, "MSFT", 4, 'B', 1, 10_000)
            .add(2, "MSFT", 5, 'B', 1, 10_000);
        assertEquals(List.of("AAPL none x 0 none x 0", "AAPL 1.0000 x 1 none x 0", "NSFT none x 0 none x 0",
            "MSFT 1.0000 x 1 none x 0", "MSFT 1.0000 x 2 none x 0"), read());
        assertEquals(List.of("stock AAPM with the locate code of AAPL", "stock MSFT with the locate code of NSFT"),
            damage.reasons);
    }

    @Test
    void shouldCountFromMidnightInNewYork() throws IOException {
        file.add(1, "A", 1, 'B', 100, 10_000);
        assertEquals(1_580_360_400_000_000_000L + 34_200_000_001_000L, firstTime("itch_20200130.bin", null));
        // In summer, and with the day as Nasdaq writes it.
        assertEquals(1_594_353_600_000_000_000L + 34_200_000_001_000L, firstTime("07102020.NASDAQ_ITCH50", null));
        assertEquals(1_594_353_600_000_000_000L + 34_200_000_001_000L, firstTime("x.bin", LocalDate.of(2020, 7, 10)));
        final Exception e = assertThrows(IllegalArgumentException.class, () -> firstTime("x_99999999.bin", null));
        assertTrue(e.getMessage().contains("--date"), e.getMessage());
    }

    private long firstTime(String name, LocalDate date) throws IOException {
        return Long.parseLong(read(name, date).ticks.get(0).split(" ")[2]);
    }

    private List<String> read() throws IOException {
        return read("itch_20200130.bin", null).ticks.stream()
            .map(tick -> tick.replaceAll("^quote (.*)@XNAS [0-9]+", "$1")).toList();
    }

    private static List<String> trades(List<String> ticks) {
        return ticks.stream().filter(tick -> tick.startsWith("trade"))
            .map(tick -> tick.replaceAll("^trade .*@XNAS [0-9]+ ", "").replace("conditions 0 ", "")).toList();
    }

    private RecordedTicks read(String name, LocalDate date) throws IOException {
        final Path path = Files.write(directory.resolve(name), file.bytes());
        return RecordedTicks.of(RecordedFeeds.open(path, new RecordedOptions(null, date, damage)));
    }
}
