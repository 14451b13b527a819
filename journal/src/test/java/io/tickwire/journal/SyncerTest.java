package io.tickwire.journal;

import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class SyncerTest {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long CYCLE_NS = TimeUnit.MINUTES.toNanos(5);

    @TempDir
    private Path parent;
    private Path directory;
    private JournalFixture fixture;
    private Syncer syncer;
    private final List<Throwable> errors = new ArrayList<>();
    private long nowNs = JournalFixture.START_NS;

    @BeforeEach
    void open() throws Exception {
        directory = parent.resolve("journal");
        fixture = new JournalFixture(directory, 256, 100);
        syncer = new Syncer(fixture.journal, directory, INTERVAL_NS, fixture.counters, errors::add);
    }

    @AfterEach
    void close() {
        fixture.kill();
    }

    private long counter(CounterId id) {
        return fixture.counters.counter(id).get();
    }

    private void checkSynced(long sequence) {
        assertEquals(sequence, counter(CounterId.JOURNAL_SYNCED));
    }

    @Test
    void shouldFollowTheJournalOnceInEachInterval() {
        assertEquals(0, syncer.run(nowNs), "there is nothing to force");
        fixture.append(100);
        checkSynced(0);
        assertEquals(1, syncer.run(nowNs));
        checkSynced(100);
        fixture.append(50);
        assertEquals(0, syncer.run(nowNs + INTERVAL_NS - 1));
        checkSynced(100);
        nowNs += INTERVAL_NS;
        assertEquals(1, syncer.run(nowNs));
        checkSynced(150);
        nowNs += INTERVAL_NS;
        assertEquals(0, syncer.run(nowNs), "nothing came since");
        for (int i = 0; i < 3; i++) {
            fixture.timeNs += CYCLE_NS;
            fixture.append(10);
        }
        assertEquals(1, syncer.run(nowNs));
        checkSynced(180);
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldStandWhileJournalingIsStopped() {
        fixture.append(100);
        syncer.run(nowNs);
        fixture.append(20);
        fixture.journal.close();
        fixture.append(100);
        assertFalse(fixture.journal.isComplete());
        assertEquals(220, fixture.journal.lastSequence());
        for (int i = 0; i < 5; i++) {
            nowNs += INTERVAL_NS;
            assertEquals(0, syncer.run(nowNs));
            checkSynced(100);
        }
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldReportAndCountOnceEachTimeThatAFileCannotBeForced() throws Exception {
        fixture.append(100);
        syncer.run(nowNs);
        fixture.append(100);
        final Path file = CycleFile.list(directory)[0];
        final Path aside = parent.resolve("aside");
        Files.move(file, aside);
        Files.createDirectory(file);
        failThreeTimes(file.toString());
        Files.delete(file);
        Files.move(aside, file);
        nowNs += INTERVAL_NS;
        assertEquals(1, syncer.run(nowNs));
        checkSynced(200);
        assertEquals(3, errors.size(), errors.toString());
    }

    @Test
    void shouldReportAndCountOnceEachTimeThatTheDirectoryIsGone() throws Exception {
        fixture.append(100);
        syncer.run(nowNs);
        fixture.append(100);
        final Path aside = parent.resolve("aside");
        Files.move(directory, aside);
        failThreeTimes(directory.toString());
        Files.move(aside, directory);
        nowNs += INTERVAL_NS;
        assertEquals(1, syncer.run(nowNs));
        checkSynced(200);
        assertEquals(3, errors.size(), errors.toString());
    }

    private void failThreeTimes(String name) {
        for (int i = 1; i <= 3; i++) {
            nowNs += INTERVAL_NS;
            assertEquals(1, syncer.run(nowNs));
            assertEquals(0, syncer.run(nowNs + INTERVAL_NS - 1), "not before the next interval");
            checkSynced(100);
            assertEquals(i, errors.size(), errors.toString());
            assertEquals(i, counter(CounterId.JOURNAL_ERRORS));
            final String message = errors.get(i - 1).getMessage();
            assertTrue(message.contains("can't force the journal") && message.contains(name), message);
        }
    }
}
