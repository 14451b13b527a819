package io.tickwire.server.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(60)
final class JournalExportCommandTest {
    private static final String HEADER = "sequence,received,time,type,symbol,bid,bidSize,ask,askSize,price,size,side,"
        + "conditions,status,source,instrument,sourceInstrument,priceExponent,sizeExponent,kind\r\n";

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Ticks 1 to 4 at 1 s, and 5 and 6 at 1 s and 1 ns. */
    @BeforeEach
    void write() throws IOException {
        try (WrittenJournal journal = new WrittenJournal(directory)) {
            journal.define(1, "BTCUSDT@spot", -2, -3);
            journal.define(2, "IBM@Q", -4, 0);
            journal.bid(1, 6180020, 2507);
            journal.trade(2, 3201400, 25);
            journal.timeNs++;
            journal.status(1);
            journal.bid(2, 0, 1);
        }
    }

    private int run(PrintWriter output, String command, String... args) {
        final Stream<String> first = Stream.of("journal", command, "--dir", directory.resolve("j").toString());
        return new TickwireCli(Map.of()).output(output, new PrintWriter(err, true))
            .run(Stream.concat(first, Stream.of(args)).toArray(String[]::new));
    }

    private int run(String command, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return run(new PrintWriter(out), command, args);
    }

    private List<String> cat(String... args) {
        assertEquals(0, run("cat", args), err::toString);
        return out.toString().lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
    }

    @Test
    void shouldWriteTheSameColumnsForAllKinds() {
        assertEquals(0, run("export", "--format", "csv"));
        assertEquals(HEADER
            + "1,1000000000,,definition,BTCUSDT@spot,,,,,,,,,,3,1,77,-2,-3,\r\n"
            + "2,1000000000,,definition,IBM@Q,,,,,,,,,,3,2,78,-4,0,\r\n"
            + "3,1000000000,999999999,quote,BTCUSDT@spot,61800.20,2.507,,0.000,,,,,,,,,,,\r\n"
            + "4,1000000000,999999999,trade,IBM@Q,,,,,320.1400,25,sell,5,,,,,,,\r\n"
            + "5,1000000001,1000000000,status,,,,,,,,,,1,3,,,,,\r\n"
            + "6,1000000001,1000000000,quote,IBM@Q,0.0000,1,,0,,,,,,,,,,,\r\n", out.toString());
        assertEquals("6 ticks\n", err.toString());
    }

    @Test
    void shouldWriteTheJsonLinesThatCatPrints() {
        assertEquals(0, run("cat", "--json", "--from", "2", "--symbols", "IBM@*"));
        final String lines = out.toString();
        assertEquals(3, lines.lines().count(), lines);
        assertEquals(0, run("export", "--format", "jsonl", "--from", "2", "--symbols", "IBM@*"));
        assertEquals(lines, out.toString());
        assertEquals("3 ticks\n", err.toString());
    }

    @Test
    void shouldGiveTheFileItsNameWhenItIsWhole() throws IOException {
        final Path file = directory.resolve("ticks.csv");
        assertEquals(0, run("export", "--format", "csv", "--to", "1", "--output", file.toString()));
        assertEquals(HEADER + "1,1000000000,,definition,BTCUSDT@spot,,,,,,,,,,3,1,77,-2,-3,\r\n",
            Files.readString(file));
        assertEquals("1 tick in " + file + "\n", err.toString());
        assertEquals("", out.toString());
        assertFalse(Files.exists(directory.resolve("ticks.csv.part")));
    }

    @Test
    void shouldNeverOverwriteAFile() throws IOException {
        final Path file = Files.writeString(directory.resolve("ticks.csv"), "old");
        assertEquals(2, run("export", "--format", "csv", "--output", file.toString()));
        assertTrue(err.toString().contains(file + " exists already; remove it, or "), err.toString());
        Files.move(file, directory.resolve("ticks.csv.part"));
        assertEquals(2, run("export", "--format", "csv", "--output", file.toString()));
        assertTrue(err.toString().contains(file + ".part exists already; "), err.toString());
        assertEquals("old", Files.readString(directory.resolve("ticks.csv.part")));
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldKeepWhatComesBeforeDamageUnderAnotherName() throws IOException {
        try (WrittenJournal journal = new WrittenJournal(directory)) {
            journal.define(3, "XYZ@DAMAGED", 0, 0);
            journal.bid(3, 1, 1);
            WrittenJournal.damage(journal.files()[0], "DAMAGED");
        }
        final Path file = directory.resolve("ticks.csv");
        assertEquals(3, run("export", "--format", "csv", "--output", file.toString()));
        assertFalse(Files.exists(file));
        assertEquals(7, Files.readAllLines(directory.resolve("ticks.csv.part")).size());
        assertTrue(err.toString().startsWith("6 ticks before the damage, left in " + file + ".part\n"), err.toString());
        assertTrue(err.toString().contains(": damaged at byte "), err.toString());

        assertEquals(3, run("export", "--format", "csv"));
        assertEquals(7, out.toString().lines().count());
        assertTrue(err.toString().startsWith("6 ticks before the damage\n"), err.toString());
        assertEquals(0, run("export", "--format", "csv", "--to", "6"), "what is wanted is whole");
    }

    @Test
    void shouldSelectByReceiveTime() {
        assertEquals(List.of("1", "2", "3", "4", "5", "6"), cat());
        assertEquals(List.of("5", "6"), cat("--since", "1970-01-01T00:00:01.000000001Z"));
        assertEquals(List.of("1", "2", "3", "4"), cat("--until", "1970-01-01T01:00:01.000000001+01:00"), "exclusive");
        assertEquals(List.of("3", "4"), cat("--from", "3", "--since", "1000000000", "--until", "1000000001"));
        assertEquals(List.of("5"), cat("--to", "5", "--since", "1000000001"));
        assertEquals(List.of(), cat("--since", "2026-11-24T14:30Z"));
        assertEquals(List.of(), cat("--until", "1000000000"));
        assertEquals(List.of(), cat("--from", "6", "--until", "1000000001"));
        assertEquals(0, run("export", "--format", "csv", "--until", "1000000000"));
        assertEquals(HEADER, out.toString());
        assertEquals("0 ticks\n", err.toString());
    }

    @Test
    void shouldSayWhatIsWrongWithTheOptions() {
        final String[][] wrong = {
            {"--format", "xml", "'xml' is no format; write csv or jsonl"},
            {"--since", "2026-11-24T14:30:00", "'2026-11-24T14:30:00' is no time with a zone; write it such as"},
            {"--since", "-1", "'-1' is no time with a zone"},
            {"--until", "9999-12-31T00:00:00Z", "is too far away; the last time is 2262-04-11T23:47:16.854775807Z"},
            {"--until", "99999999999999999999", "is too far away"},
            {"--to", "0", "--from must be 1 or more, and --to not before it"},
            {"--symbols", "A@B@C", "more than one '@'"},
            {"--output", directory.resolve("none/x").toString(), "there is no directory for --output "}};
        for (final String[] option : wrong) {
            assertEquals(2, run("export", "--format", "csv", option[0], option[1]), option[1]);
            assertTrue(err.toString().contains(option[2]), err.toString());
            assertEquals("", out.toString());
        }
        assertEquals(2, run("export", "--format", "csv", "--since", "7", "--until", "7"));
        assertTrue(err.toString().contains("--until must be later than --since"), err.toString());
        assertEquals(2, run("export"));
        assertTrue(err.toString().contains("--format"), err.toString());
        directory = directory.resolve("none");
        assertEquals(1, run("export", "--format", "csv"));
        assertTrue(err.toString().contains("there is no directory "), err.toString());
    }

    @Test
    void shouldNotCallAnExportWholeThatNobodyCouldRead() {
        final Writer closed = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        assertEquals(1, run(new PrintWriter(closed), "export", "--format", "csv"));
        assertTrue(err.toString().contains("the output can't be written any more, so it is not whole"), err.toString());
        err.getBuffer().setLength(0);
        assertEquals(0, run(new PrintWriter(closed), "cat"), "as with | head");
        assertEquals("", err.toString());
    }
}
