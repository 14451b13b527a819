package io.tickwire.server.cli;

import io.tickwire.config.JournalConfig;
import io.tickwire.config.RetentionConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickEncoder;
import io.tickwire.core.tick.TickRing;
import io.tickwire.journal.Journal;
import io.tickwire.journal.JournalAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(60)
final class JournalCommandTest {
    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws Exception {
        final List<Throwable> errors = new ArrayList<>();
        try (CounterFile counters = new CounterFile(Files.createDirectory(directory.resolve("c")));
             Journal journal = Journal.open(new JournalConfig(directory.resolve("j"), true, 64, "FAST_HOURLY", 0, 0,
                RetentionConfig.NONE),
                 errors::add)) {
            final TickRing ring = new TickRing(64, 0, counters.counter(CounterId.RING_PUBLISHED),
                counters.counter(CounterId.JOURNAL_POSITION));
            final JournalAgent agent = journal.newAgent(ring, counters);
            claim(ring).putDefinition(1, 3, 77, 1000, "BTCUSDT@spot", -2, -3);
            ring.commit();
            claim(ring).putDefinition(2, 3, 78, 1001, "IBM@Q", -4, 0);
            ring.commit();
            claim(ring).putQuote(1, 3, 1002, 900, 6180020, 2507, Tick.NO_PRICE, 0);
            ring.commit();
            claim(ring).putTrade(2, 3, 1003, 901, 3201400, 25, 5, (byte) 2);
            ring.commit();
            claim(ring).putStatus(3, 1004, 902, 1);
            ring.commit();
            agent.doWork();
            assertEquals(List.of(), errors);
        }
    }

    private static TickEncoder claim(TickRing ring) {
        return ring.tryClaim();
    }

    private int run(String... args) {
        final String[] arguments = Stream.concat(Stream.of("journal"), Stream.of(args)).toArray(String[]::new);
        return new TickwireCli(Map.of()).output(new PrintWriter(out, true), new PrintWriter(err, true)).run(arguments);
    }

    @Test
    void shouldPrintTicksAsLinesAndAsJson() {
        final String dir = directory.resolve("j").toString();
        assertEquals(0, run("cat", "--dir", dir, "--from", "3"));
        assertEquals("3 1002 type=quote symbol=BTCUSDT@spot time=900 bid=61800.20 bidSize=2.507 ask=- askSize=0.000\n"
            + "4 1003 type=trade symbol=IBM@Q time=901 price=320.1400 size=25 side=sell conditions=5\n"
            + "5 1004 type=status source=3 time=902 status=1\n", out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("cat", "--dir", dir, "--json", "--symbols", "BTC*,X?", "--from", "3", "--to", "4"));
        assertEquals("{\"sequence\":3,\"received\":1002,\"type\":\"quote\",\"symbol\":\"BTCUSDT@spot\",\"time\":900,"
            + "\"bid\":\"61800.20\",\"bidSize\":\"2.507\",\"ask\":null,\"askSize\":\"0.000\"}\n", out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void shouldListAndVerifyAndFindDamage() throws Exception {
        final Path journal = directory.resolve("j");
        assertEquals(0, run("ls", "--dir", journal.toString()));
        assertTrue(out.toString().contains("19700101-00F.cq4"), out.toString());
        assertEquals(0, run("verify", "--dir", journal.toString()));
        assertTrue(out.toString().contains("whole: epoch "), out.toString());
        assertTrue(out.toString().contains("1 files, 2 excerpts, 5 ticks"), out.toString());
        final Path file = journal.resolve("19700101-00F.cq4");
        final byte[] content = Files.readAllBytes(file);
        for (int i = content.length - 4; i >= 0; i--) {
            if (content[i] == 'I' && content[i + 1] == 'B' && content[i + 2] == 'M') {
                try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                    raw.seek(i);
                    raw.write('J');
                }
                break;
            }
        }
        assertEquals(JournalCommand.DAMAGED, run("verify", "--dir", journal.toString()));
        assertTrue(out.toString().contains("damaged at byte"), out.toString());
        assertEquals(JournalCommand.DAMAGED, run("cat", "--dir", journal.toString()));
        assertTrue(err.toString().contains("damaged at byte"), err.toString());
    }

    @Test
    void shouldSayWhatIsWrongWithoutAStackTrace() throws Exception {
        assertEquals(JournalCommand.FAILED, run("ls", "--dir", directory.resolve("none").toString()));
        assertTrue(err.toString().startsWith("there is no directory "), err.toString());
        assertEquals(JournalCommand.FAILED, run("verify", "--dir", directory.resolve("c").toString()));
        assertTrue(err.toString().contains("there is no journal in "), err.toString());
        assertEquals(2, run("cat", "--dir", directory.resolve("j").toString(), "--from", "0"));
        assertEquals(2, run("cat", "--dir", directory.resolve("j").toString(), "--symbols", "A@B@C"));
        assertEquals(2, run());
        assertEquals(2, run("cat"));
        assertFalse(err.toString().contains("\tat "), err.toString());
        assertEquals(0, run("cat", "--help"));
        assertTrue(out.toString().contains("--symbols"), out.toString());
    }
}
