package io.tickwire.journal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Finding the first tick of a time. */
@Timeout(120)
final class TimeSearchTest {
    private static final int TICKS = 40_000;

    @TempDir
    private Path directory;
    private final List<Long> timesNs = new ArrayList<>();
    private final Random random = new Random();
    private JournalFixture fixture;
    private TickHistory history;

    @BeforeEach
    void write() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        random.setSeed(seed);
        fixture = new JournalFixture(directory, 64, 20);
        while (timesNs.size() < TICKS) {
            // Several at once, some within a ms, some far apart.
            fixture.timeNs += random.nextInt(4) == 0 ? random.nextInt(500_000) : random.nextInt(2) * 40_000_000L;
            timesNs.add(fixture.timeNs);
            while (!fixture.publish()) {
                fixture.agent.doWork();
            }
            if (random.nextInt(15) == 0) {
                fixture.agent.doWork();
            }
        }
        fixture.append(0);
        history = fixture.journal.newHistory();
    }

    @AfterEach
    void close() {
        history.close();
        fixture.close();
    }

    private long firstSince(long timeNs, int from) {
        int index = from;
        while (index < timesNs.size() && timesNs.get(index) < timeNs) {
            index++;
        }
        return index + 1;
    }

    @Test
    void shouldFindEveryTimeExactly() {
        final JournalInspector inspector = new JournalInspector(directory);
        for (int i = 0; i < 2_000; i++) {
            final int near = random.nextInt(timesNs.size());
            final long timeNs = timesNs.get(near) + random.nextInt(3) - 1;
            final long expected = firstSince(timeNs, 0) - 1;
            assertEquals(expected, history.positionAt(timeNs), "tick " + near);
            if (i < 100) {
                assertEquals(expected, inspector.positionAt(timeNs));
            }
        }
        assertEquals(0, history.positionAt(0));
        assertEquals(0, history.positionAt(timesNs.get(0)));
        assertEquals(timesNs.size(), history.positionAt(Long.MAX_VALUE));
        assertEquals(timesNs.size(), inspector.positionAt(Long.MAX_VALUE));
        assertEquals(firstSince(timesNs.get(timesNs.size() - 1), 0) - 1,
            history.positionAt(timesNs.get(timesNs.size() - 1)));
    }

    @Test
    void shouldSayWhenTheJournalDoesNotReachBack() throws Exception {
        final Path[] files = CycleFile.list(directory);
        Files.delete(files[0]);
        fixture.journal.onFilesChanged();
        final long oldest = history.oldest();
        final long[] timeNs = new long[1];
        history.read(oldest, 1, tick -> timeNs[0] = tick.receiveTimeNs());
        assertEquals(TickHistory.UNKNOWN, history.positionAt(0));
        assertEquals(TickHistory.UNKNOWN, history.positionAt(timeNs[0]));
        assertEquals(firstSince(timeNs[0] + 1, 0) - 1, history.positionAt(timeNs[0] + 1));
    }

    @Test
    void shouldFindNothingAnyMoreWhenJournalingHasStopped() {
        fixture.journal.onInterrupted();
        assertEquals(TickHistory.UNKNOWN, history.positionAt(timesNs.get(100)));
    }
}
