package io.tickwire.server.line;

import io.tickwire.client.Position;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.journal.JournalInspector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * kill -9 at random moments, and damage to the journal's end while the server is dead. A subscriber that stays over all
 * of it is given every tick once, or told. Run {@code .ci/crash} for many cycles; {@code -Dcrash.seed} repeats a run.
 */
@Timeout(3600)
final class CrashTest {
    private static final int TICKS_LIMIT = 10_000;
    private static final int SHORT_RUN_TICKS = 200;
    private static final Pattern JOURNALED =
        Pattern.compile("([0-9]+) +" + Pattern.quote(CounterId.JOURNAL_POSITION.label()));

    @TempDir
    private Path directory;
    private final StringBuilder reports = new StringBuilder();
    private Path journal;
    private Random random;
    private String[] settings;
    private int port;
    private ServerProcess server;
    private ExactSubscriber subscriber;
    private JournalTrace trace;
    private List<ExactSubscriber.Stretch> replayed = List.of();
    private TailDamage damage;
    private long runStart;
    /** Where the subscriber's coverage began anew, and from where on it was not given what there is. */
    private Position restart;
    private long restartFrom;
    /** Ticks that got a number and that the subscriber was not given, by what it was told. */
    private long missed;

    @Test
    void shouldGiveEveryTickOnceOrTellAcrossKillsAndDamage() throws IOException {
        final long seed = Long.getLong("crash.seed", System.nanoTime());
        final int cycles = Integer.getInteger("crash.cycles", 6);
        System.out.println("crash.seed " + seed + ", crash.cycles " + cycles);
        random = new Random(seed);
        journal = directory.resolve("journal");
        trace = new JournalTrace(journal);
        port = ServerProcess.freePort();
        final String channel = "aeron:udp?endpoint=127.0.0.1:" + ServerProcess.freePort();
        settings = new String[] {"aeron.channel=" + channel, "gateway.port=" + port};
        server = new ServerProcess(directory, settings);
        try (EndlessFeed feed = new EndlessFeed(directory.resolve("aeron"), channel, seed);
             ExactSubscriber all = new ExactSubscriber(LineFixture.client(port).symbols("*").build())) {
            subscriber = all;
            Await.until(() -> "subscription " + all.failure(), all::isStreaming);
            restart = all.begin();
            for (int cycle = 0; cycle < cycles; cycle++) {
                try {
                    runCycle(cycle);
                } catch (final AssertionError e) {
                    throw new AssertionError("cycle " + cycle + ", damage " + damage + ": " + e.getMessage()
                        + "\nthe server: " + server.output(), e);
                }
            }
            end(feed);
        } finally {
            server.close();
        }
        assertDamageWasReported();
    }

    private void runCycle(int cycle) throws IOException {
        load();
        server.kill();
        Await.until("the end of the connection", () -> !subscriber.isStreaming());
        checkRun();
        damage = cycle % 3 != 2 ? null
            : cycle % 6 == 2 ? TailDamage.garbage(journal, random) : TailDamage.truncation(journal, random);
        start();
    }

    /** Now and then only moments, so that a kill comes while there is still a replay. */
    private void load() {
        final long target = subscriber.total()
            + random.nextInt(random.nextInt(4) == 0 ? SHORT_RUN_TICKS : TICKS_LIMIT);
        Await.until(() -> "ticks: " + subscriber.total() + " of " + target + " " + subscriber.failure(),
            () -> subscriber.total() >= target);
    }

    /** The server is dead: what the subscribers were given is what is in the files. */
    private void checkRun() {
        trace.read();
        assertEquals("", subscriber.failure());
        if (restart != null) {
            missed += trace.quotes(restartFrom, restart.sequence());
            restart = null;
        }
        for (final ExactSubscriber.Stretch stretch : subscriber.takeStretches()) {
            trace.check(stretch);
            missed += stretch.isLost() ? trace.quotes(stretch.from(), stretch.through()) : 0;
        }
        replayed.forEach(trace::check);
    }

    private void start() throws IOException {
        final Position seen = subscriber.position();
        final long journaled = Math.max(seen.sequence(), journaled());
        final long whole = trace.last();
        final int resets = subscriber.resets().size();
        final int resumes = subscriber.resumes();
        final String epoch = server.start().epoch();
        server = new ServerProcess(directory, settings);
        final String report = String.join("\n", server.output());
        reports.append(report);
        final Position start = server.start();
        final boolean isEpochNew = !epoch.equals(start.epoch());
        if (isEpochNew) {
            assertNotNull(damage, () -> "a new epoch without damage");
            assertTrue(start.sequence() >= trace.lastBefore(damage), () -> "it goes on after " + start.sequence()
                + ", but is whole up to " + trace.lastBefore(damage));
            assertTrue(report.contains("new epoch"), "the new epoch is not reported");
            missed += trace.quotes(seen.sequence(), whole);
        } else {
            assertTrue(start.sequence() >= journaled, () -> "ticks up to " + journaled + " were journaled, it goes on"
                + " after " + start.sequence());
            assertTrue(damage != null || start.sequence() == whole, () -> "it goes on after " + start.sequence()
                + ", but is whole up to " + whole);
            missed += trace.quotes(start.sequence(), whole);
        }
        assertTrue(damage == null || !trace.isHit(damage, journaled)
            || report.contains(damage.file().getFileName().toString()), "the damage is not reported");
        trace.goOnAfter(start.sequence(), damage);

        Await.until(() -> "an answer to resume " + subscriber.failure(),
            () -> subscriber.resumes() + subscriber.resets().size() > resumes + resets);
        assertEquals(isEpochNew ? List.of("EPOCH_CHANGED") : List.of(),
            subscriber.resets().subList(resets, subscriber.resets().size()));
        if (isEpochNew) {
            restartFrom = start.sequence();
            restart = subscriber.begin();
        }
        replay(start);
    }

    /** The last run, and what there is of the one before, once more, by a subscriber that comes now. */
    private void replay(Position start) {
        final Position from = new Position(start.epoch(), Math.min(runStart, start.sequence()));
        runStart = start.sequence();
        try (ExactSubscriber late =
                 new ExactSubscriber(LineFixture.client(port).symbols("*").start(from).build())) {
            Await.until(() -> "the replay from " + from + " to " + start + ": " + late.position() + late.failure(),
                () -> late.isStreaming() && late.position().sequence() >= start.sequence());
            assertEquals(List.of(), late.resets());
            assertEquals("", late.failure());
            replayed = late.takeStretches();
        }
    }

    /** Up to where the dead server had told that ticks were journaled. */
    private long journaled() {
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        CounterFile.print(directory, new PrintStream(text, true, StandardCharsets.UTF_8));
        final Matcher counter = JOURNALED.matcher(text.toString(StandardCharsets.UTF_8));
        assertTrue(counter.find(), text::toString);
        return Long.parseLong(counter.group(1));
    }

    private void end(EndlessFeed feed) {
        load();
        final long published = feed.stop();
        Await.until(() -> "the last tick: " + subscriber.lastNumber() + " of " + published + subscriber.failure(),
            () -> subscriber.lastNumber() == published - 1);
        assertEquals(0, server.stop(), () -> "exit code after SIGTERM");
        checkRun();
        assertEquals(published, trace.numbered() + trace.onTheWay(), "published");
        assertEquals(trace.numbered(), subscriber.total() + missed, "given to the subscriber, or missed by its events");
        System.out.println(published + " ticks, " + trace.onTheWay() + " lost on the way to dead servers, "
            + subscriber.resets().size() + " resets, " + missed + " missed by what was told");
    }

    private void assertDamageWasReported() {
        for (final JournalInspector.FileSummary file : new JournalInspector(journal).summarize()) {
            assertTrue(file.damage().isEmpty() || reports.indexOf(file.name()) >= 0, file::toString);
        }
    }
}
