package io.tickwire.server.cli;

import io.tickwire.journal.JournalInspector;
import io.tickwire.journal.JournalTail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.junit.jupiter.api.Assertions.*;

/** The journal is written in the pauses of who follows it. */
@Timeout(60)
final class JournalFollowTest {
    private static final int POLLS_PER_STEP = 100;

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Queue<Step> steps = new ArrayDeque<>();

    private interface Step {
        void run() throws Exception;
    }

    @Command
    private static final class Options {
        @Mixin
        private JournalRange range;
    }

    /** Follow while there are steps to take, one each time that enough polls have found nothing. */
    private void follow(String... options) {
        final Options parsed = new Options();
        new CommandLine(parsed).parseArgs(options);
        final JournalRange range = parsed.range;
        range.check();
        final PrintWriter writer = new PrintWriter(new BufferedWriter(out));
        final JournalInspector inspector = new JournalInspector(directory.resolve("j"));
        final int[] idle = {0};
        final boolean[] isEnded = {false};
        try (JournalTail tail = inspector.tail(range.hasStart() ? range.from(inspector) : 0)) {
            new JournalFollow(tail, range, new JournalPrinter(JournalTickText.lines(), range, writer, () -> false),
                new PrintWriter(err, true)).run(() -> isEnded[0] || writer.checkError(), () -> {
                    if (idle[0]++ % POLLS_PER_STEP == 0) {
                        isEnded[0] = steps.isEmpty();
                        take(steps.poll());
                    }
                });
        }
        writer.flush();
    }

    private static void take(Step step) {
        try {
            if (step != null) {
                step.run();
            }
        } catch (final Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> printed() {
        return out.toString().lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
    }

    private static void begin(WrittenJournal journal) {
        journal.define(1, "BTCUSDT@spot", -2, -3);
        journal.define(2, "IBM@Q", -4, 0);
    }

    @Test
    void shouldPrintWhatIsNewAcrossFilesAtOnce() throws Exception {
        try (WrittenJournal journal = new WrittenJournal(directory)) {
            begin(journal);
            steps.add(() -> journal.bid(1, 100, 1));
            steps.add(() -> {
                assertEquals("3 1000000000 type=quote symbol=BTCUSDT@spot time=999999999 bid=1.00 bidSize=0.001 ask=- "
                    + "askSize=0.000\n", out.toString(), "flushed");
                journal.timeNs += WrittenJournal.CYCLE_NS;
                journal.trade(2, 10000, 7);
            });
            steps.add(() -> {
                assertEquals(List.of("3", "4"), printed());
                journal.timeNs += WrittenJournal.CYCLE_NS;
                journal.define(3, "NEW@Q", 0, 0);
                journal.bid(3, 5, 6);
            });
            follow();
            assertEquals(3, journal.files().length);
            assertEquals(List.of("3", "4", "5", "6"), printed());
            assertTrue(out.toString().contains("symbol=NEW@Q time=600999999999 bid=5 bidSize=6 "), out.toString());
            assertEquals("", err.toString());
        }
    }

    @Test
    void shouldBeginAtATickAndEndAtOne() throws Exception {
        try (WrittenJournal journal = new WrittenJournal(directory)) {
            begin(journal);
            for (int i = 0; i < 4; i++) {
                steps.add(() -> journal.bid(1, 100, 1));
            }
            follow("--from", "2", "--to", "5");
            assertEquals(List.of("2", "3", "4", "5"), printed());
            assertEquals(1, steps.size(), "ended at --to");
            follow("--to", "4");
            assertEquals(1, steps.size(), "what is to come is behind --to");
            assertEquals(List.of("2", "3", "4", "5"), printed());
        }
    }

    @Test
    void shouldFollowByTimeAndSymbol() throws Exception {
        try (WrittenJournal journal = new WrittenJournal(directory)) {
            begin(journal);
            for (int i = 0; i < 6; i++) {
                steps.add(() -> {
                    journal.timeNs += 1_000_000_000;
                    journal.bid(1, 100, 1);
                    journal.bid(2, 100, 1);
                });
            }
            follow("--since", "1970-01-01T00:00:03Z", "--until", "1970-01-01T00:00:05Z", "--symbols", "IBM");
            assertEquals(List.of("6", "8"), printed());
            assertEquals(2, steps.size(), "ended at --until");
        }
    }

    @Test
    void shouldGoOnPastFilesThatAreDeletedAndSaySo() throws Exception {
        try (WrittenJournal journal = new WrittenJournal(directory)) {
            begin(journal);
            steps.add(() -> {
                for (int i = 0; i < 3; i++) {
                    journal.timeNs += WrittenJournal.CYCLE_NS;
                    journal.bid(1, 100, 1);
                }
                for (final Path file : Arrays.copyOf(journal.files(), 3)) {
                    Files.delete(file);
                }
            });
            follow("--from", "1");
            assertEquals(List.of("1", "2", "5"), printed());
            assertEquals("ticks 3 to 4 are missing: they were not journaled, or deleted before they were read\n",
                err.toString());
        }
    }

    @Test
    void shouldEndTheCommandAtTheLastTickWanted() throws Exception {
        try (WrittenJournal journal = new WrittenJournal(directory)) {
            begin(journal);
            final int[] code = {-1};
            final Thread thread = new Thread(() -> code[0] = new TickwireCli(Map.of())
                .output(new PrintWriter(out), new PrintWriter(err, true))
                .run("journal", "cat", "--dir", journal.directory.toString(), "--follow", "--from", "1", "--to", "4"));
            thread.start();
            await("the first ticks", () -> printed().size() == 2);
            journal.bid(1, 100, 1);
            await("the next tick", () -> printed().size() == 3);
            journal.timeNs += WrittenJournal.CYCLE_NS;
            journal.bid(1, 100, 1);
            await("the end of the command", () -> !thread.isAlive());
            assertEquals(0, code[0], err::toString);
            assertEquals(List.of("1", "2", "3", "4"), printed());
        }
    }

    @Test
    void shouldEndTheCommandAtDamage() throws Exception {
        try (WrittenJournal journal = new WrittenJournal(directory)) {
            begin(journal);
            journal.define(3, "XYZ@DAMAGED", 0, 0);
            WrittenJournal.damage(journal.files()[0], "DAMAGED");
            assertEquals(3, new TickwireCli(Map.of()).output(new PrintWriter(out), new PrintWriter(err, true))
                .run("journal", "cat", "--dir", journal.directory.toString(), "--follow", "--from", "1"));
            assertEquals(List.of("1", "2"), printed());
            assertTrue(err.toString().contains(": damaged at byte "), err.toString());
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(30), () -> "did not happen: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
