package io.tickwire.journal;

import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.*;

/** A small disk of its own that is filled up and freed again. Runs where a tmpfs may be mounted. */
@Timeout(120)
final class DiskFullTest {
    private static final int DISK_MIB = 48;

    @TempDir
    private Path directory;
    private Path disk;
    private Path ballast;
    private boolean isMounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        isMounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", disk.toString());
        Assumptions.assumeTrue(isMounted, "a tmpfs can't be mounted here");
        ballast = disk.resolve("ballast");
    }

    @AfterEach
    void unmount() throws Exception {
        if (isMounted) {
            run("umount", "-l", disk.toString());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (final IOException notThere) {
            return false;
        }
    }

    private void fillDisk() {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            final byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (final IOException full) {
            assertTrue(ballast.toFile().length() > 0);
        }
    }

    private static long counter(JournalFixture fixture, CounterId id) {
        return fixture.counters.counter(id).get();
    }

    private static void step(JournalFixture fixture, JournalUpkeepAgent upkeep) {
        fixture.timeNs += TimeUnit.SECONDS.toNanos(2);
        upkeep.doWork();
    }

    @Test
    void shouldPassTicksOnWhileTheDiskIsFullAndJournalAgainWhenThereIsRoom() throws Exception {
        final Path journal = disk.resolve("journal");
        long epoch = 0;
        try (JournalFixture fixture = new JournalFixture(journal, 256, 100);
             TickHistory history = fixture.journal.newHistory()) {
            final JournalUpkeepAgent upkeep = fixture.journal.newUpkeep(fixture.counters, () -> fixture.timeNs);
            epoch = fixture.journal.epoch();
            fixture.append(1_000);
            for (int round = 0; round < 3; round++) {
                final long before = fixture.journal.lastSequence();
                assertEquals(1, counter(fixture, CounterId.JOURNAL_RUNNING));
                fillDisk();
                for (int i = 0; i < 200 && counter(fixture, CounterId.JOURNAL_RUNNING) == 1; i++) {
                    fixture.append(500);
                }
                assertEquals(0, counter(fixture, CounterId.JOURNAL_RUNNING), "the disk did not fill up");
                final long skipped = counter(fixture, CounterId.JOURNAL_SKIPPED);
                fixture.append(500);
                assertEquals(skipped + 500, counter(fixture, CounterId.JOURNAL_SKIPPED));
                final long head = fixture.journal.lastSequence();
                assertEquals(head, counter(fixture, CounterId.JOURNAL_POSITION), "live delivery goes on");
                assertEquals(head + 1, history.oldest());
                assertEquals(0, history.read(before, 10, tick -> fail("as if it were empty")));
                step(fixture, upkeep);
                step(fixture, upkeep);
                fixture.append(10);
                assertEquals(0, counter(fixture, CounterId.JOURNAL_RUNNING), "there is no room yet");

                Files.delete(ballast);
                step(fixture, upkeep);
                fixture.append(300);
                assertEquals(1, counter(fixture, CounterId.JOURNAL_RUNNING), fixture.errors.toString());
                final long from = head + 11;
                assertEquals(300, JournalFixture.readAll(history, from, 100));
                assertEquals(from - 1, history.missingThrough(from - 1));
                assertEquals(1, history.oldest());
                assertEquals(0, history.read(from - 5, 1, tick -> fail("a hole")));
            }
            assertEquals(epoch, fixture.journal.epoch());
            upkeep.onClose();
        }
        long missing = 0;
        for (final JournalInspector.FileSummary file : new JournalInspector(journal).summarize()) {
            assertEquals("", file.damage(), file.toString());
            missing += file.missingBefore();
        }
        assertTrue(missing >= 3 * 500, "missing " + missing);
        try (JournalFixture fixture = new JournalFixture(journal, 256, 100)) {
            assertEquals(epoch, fixture.journal.epoch(), "the files themselves show the holes");
            assertEquals(List.of(), fixture.errors);
            fixture.append(100);
        }
    }

    @Test
    void shouldTakeANewEpochWhenItIsKilledWhileTheDiskIsFull() throws Exception {
        final Path journal = disk.resolve("journal");
        final long epoch;
        final JournalFixture killed = new JournalFixture(journal, 256, 100);
        epoch = killed.journal.epoch();
        killed.append(1_000);
        fillDisk();
        for (int i = 0; i < 200 && counter(killed, CounterId.JOURNAL_RUNNING) == 1; i++) {
            killed.append(500);
        }
        assertEquals(0, counter(killed, CounterId.JOURNAL_RUNNING));
        killed.kill();
        Files.delete(ballast);
        try (JournalFixture fixture = new JournalFixture(journal, 256, 100)) {
            assertNotEquals(epoch, fixture.journal.epoch());
            fixture.append(100);
            assertEquals(1, counter(fixture, CounterId.JOURNAL_RUNNING));
        }
    }
}
