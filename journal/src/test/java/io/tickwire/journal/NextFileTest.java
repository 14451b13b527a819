package io.tickwire.journal;

import io.tickwire.config.JournalConfig;
import io.tickwire.config.RetentionConfig;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The next file is made ready aside, and the journal turns to it. */
@Timeout(60)
final class NextFileTest {
    private static final long CYCLE_NS = 300_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    @TempDir
    private Path root;
    private Path directory;

    @BeforeEach
    void name() {
        directory = root.resolve("journal");
    }

    private JournalFixture open() throws Exception {
        return new JournalFixture(new JournalConfig(directory, true, 50, "FIVE_MINUTELY", 0, 1 << 20,
            RetentionConfig.NONE), 256, BootId.current());
    }

    private List<Path> ready() throws IOException {
        try (Stream<Path> all = Files.walk(directory, 2)) {
            return all.filter(path -> path.getParent().getFileName().toString().startsWith("next-")
                && path.toString().endsWith(CycleFile.SUFFIX)).toList();
        }
    }

    private static FileScan.End end(Path path) {
        try (CycleFile file = new CycleFile(path)) {
            return new FileScan(new SlotReader()).run(file, 0, 0, (position, header) -> { });
        }
    }

    /** The last second of the cycle in which the fixture's time begins. */
    private static long endOfCycle(JournalFixture fixture) {
        return (fixture.timeNs / CYCLE_NS + 1) * CYCLE_NS - SECOND_NS;
    }

    @Test
    void shouldHaveTheNextFileReadyBeforeItsTimeAndTurnToIt() throws Exception {
        try (JournalFixture fixture = open(); TickHistory history = fixture.journal.newHistory()) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            fixture.append(1_000);
            upkeep.doWork();
            assertEquals(List.of(), ready(), "not yet");
            fixture.timeNs = endOfCycle(fixture);
            upkeep.doWork();
            final List<Path> ready = ready();
            assertEquals(1, ready.size());
            fixture.append(100);
            assertEquals(1, CycleFile.list(directory).length, "nobody sees it before its time");
            fixture.timeNs += 2 * SECOND_NS;
            fixture.append(500);
            final Path[] files = CycleFile.list(directory);
            assertEquals(2, files.length);
            assertEquals(ready.get(0).getFileName(), files[1].getFileName(), "it was taken, not made anew");
            assertEquals(FileScan.End.OPEN, end(files[0]), "it is closed aside");
            upkeep.doWork();
            assertEquals(FileScan.End.CLOSED, end(files[0]));
            fixture.append(500);
            assertEquals(2_100, JournalFixture.readAll(history, 1, 77));
            assertEquals(List.of(), fixture.errors);
            upkeep.onClose();
        }
        for (final JournalInspector.FileSummary file : new JournalInspector(directory).summarize()) {
            assertEquals("", file.damage(), file.toString());
            assertEquals(0, file.missingBefore());
        }
        assertOnlyTheJournalIsLeft();
    }

    @Test
    void shouldHaveAFileReadyForTheTimeThatItIsAfterAPause() throws Exception {
        try (JournalFixture fixture = open(); TickHistory history = fixture.journal.newHistory()) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            upkeep.doWork();
            assertEquals(1, ready().size(), "also for a new journal");
            fixture.append(100);
            for (int i = 0; i < 5; i++) {
                fixture.timeNs += CYCLE_NS;
                upkeep.doWork();
                assertEquals(1, ready().size(), "just one, for the time that it is");
            }
            final Path ready = ready().get(0);
            fixture.append(100);
            assertEquals(ready.getFileName(), CycleFile.list(directory)[1].getFileName());
            assertEquals(200, JournalFixture.readAll(history, 1, 77));
            upkeep.onClose();
        }
        assertOnlyTheJournalIsLeft();
    }

    @Test
    void shouldKeepNoFileReadyForATimeThatHasCome() throws Exception {
        Files.createDirectories(directory);
        final FileOpener opener = new FileOpener(directory, ChronicleSetup.rollCycle("FIVE_MINUTELY"));
        final JournalFiles files = new JournalFiles(opener, new JournalClock(), 0, 0, error -> { });
        files.appender(5, 0);
        assertFalse(files.makeReady(4));
        assertFalse(files.makeReady(5));
        assertEquals(List.of(), ready());
        assertTrue(files.makeReady(6));
        assertFalse(files.makeReady(6), "it is ready");
        assertEquals(1, ready().size());
        files.close();
        assertOnlyTheJournalIsLeft();
    }

    @Test
    void shouldTurnWithoutHelpAndRemoveWhatAKilledServerHadReady() throws Exception {
        final JournalFixture killed = open();
        killed.append(100);
        killed.timeNs += CYCLE_NS;
        killed.append(100);
        Files.createDirectories(directory.resolve("next-7"));
        Files.writeString(directory.resolve("next-7").resolve("20991231-0000V.cq4"), "half");
        killed.kill();
        Files.createDirectories(directory.resolve("next-8"));
        try (JournalFixture fixture = open(); TickHistory history = fixture.journal.newHistory()) {
            assertEquals(List.of(), fixture.errors);
            assertEquals(List.of(), ready());
            fixture.timeNs += 2 * CYCLE_NS;
            fixture.append(100);
            assertEquals(3, CycleFile.list(directory).length);
            assertEquals(300, JournalFixture.readAll(history, 1, 77));
        }
        assertOnlyTheJournalIsLeft();
    }

    @Test
    void shouldBeReadableWithChronicleQueueAfterwards() throws Exception {
        long excerpts = 0;
        try (JournalFixture fixture = open()) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            for (int i = 0; i < 4; i++) {
                fixture.append(200);
                fixture.timeNs += CYCLE_NS;
                upkeep.doWork();
            }
            upkeep.onClose();
        }
        for (final JournalInspector.FileSummary file : new JournalInspector(directory).summarize()) {
            excerpts += file.excerpts();
        }
        long read = 0;
        try (var queue = ChronicleSetup.open(directory, ChronicleSetup.rollCycle("FIVE_MINUTELY"), new JournalClock());
             ExcerptTailer tailer = queue.createTailer()) {
            boolean isPresent = true;
            while (isPresent) {
                try (DocumentContext document = tailer.readingDocument()) {
                    isPresent = document.isPresent();
                    read += isPresent ? 1 : 0;
                }
            }
        }
        assertEquals(excerpts, read);
    }

    private void assertOnlyTheJournalIsLeft() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            final List<Path> others = all.filter(path -> !path.toString().endsWith(CycleFile.SUFFIX)
                && !path.getFileName().toString().startsWith("journal.")).toList();
            assertTrue(others.isEmpty(), others.toString());
        }
    }
}
