package io.tickwire.journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(120)
final class JournalRecoveryTest {
    @TempDir
    private Path directory;

    @Test
    void shouldCutAHalfWrittenExcerptAndKeepTheEpoch() throws Exception {
        final long epoch = write(1000);
        final Path file = lastFile();
        final long end = endOf(file);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(end);
            raw.write(new byte[]{0, 0, 0, (byte) 0x80});
            for (int i = 0; i < 500; i++) {
                raw.writeLong(0x5555_5555_5555_5555L);
            }
        }
        try (JournalFixture fixture = new JournalFixture(directory, 256, 100)) {
            assertEquals(1000, fixture.journal.lastSequence());
            assertEquals(epoch, fixture.journal.epoch());
            assertEquals(1, fixture.errors.size());
            assertTrue(fixture.errors.get(0).getMessage().contains("half-written"));
            goOn(fixture, 1000);
        }
        assertWholeAfterReopen();
    }

    @Test
    void shouldOpenAtOnceWhenTheWriterDiedInsideAnAppend() throws Exception {
        final long epoch = write(1000);
        final Path copy = Files.createDirectory(directory.resolve("copy"));
        final JournalClock clock = new JournalClock();
        clock.advanceTo(TimeUnit.NANOSECONDS.toMillis(JournalFixture.START_NS));
        try (var queue = ChronicleSetup.open(directory, ChronicleSetup.rollCycle("FIVE_MINUTELY"), clock);
             var appender = queue.createAppender();
             var document = appender.writingDocument()) {
            document.wire().bytes().write(new byte[3000]).writeLong(-1).write(new byte[3000]);
            try (var files = Files.list(directory)) {
                for (final Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            final long start = System.nanoTime();
            try (JournalFixture fixture = new JournalFixture(copy, 256, 100);
                 TickHistory history = fixture.journal.newHistory()) {
                assertTrue(System.nanoTime() - start < 5_000_000_000L, "it waited for a dead writer");
                assertEquals(epoch, fixture.journal.epoch());
                assertEquals(1000, fixture.journal.lastSequence());
                assertEquals(1, fixture.errors.size());
                assertTrue(fixture.errors.get(0).getMessage().contains("half-written"));
                goOn(fixture, 1000);
                assertEquals(1300, JournalFixture.readAll(history, 1, 500));
            }
            document.rollbackOnClose();
        }
    }

    @Test
    void shouldGoBackToTheFileBeforeWhenTheWriterDiedWhileStartingOne() throws Exception {
        final long epoch = write(1000);
        final Path next = directory.resolve("20991231-0000V.cq4");
        try (RandomAccessFile raw = new RandomAccessFile(next.toFile(), "rw")) {
            raw.write(new byte[]{0, 0, 0, (byte) 0x80});
            raw.setLength(1 << 20);
        }
        try (JournalFixture fixture = new JournalFixture(directory, 256, 100)) {
            assertEquals(epoch, fixture.journal.epoch());
            assertEquals(1000, fixture.journal.lastSequence());
            assertEquals(1, fixture.errors.size());
            assertTrue(fixture.errors.get(0).getMessage().contains("no tick is in it"));
            goOn(fixture, 1000);
        }
        assertWholeAfterReopen();
    }

    @Test
    void shouldCutGarbageAnywhereInTheTailAndGoOnInANewFileUnderANewEpoch() throws Exception {
        final Random random = new Random(11);
        for (int round = 0; round < 20; round++) {
            final Path sub = directory.resolve("r" + round);
            final long epoch = write(sub, 3000);
            final Path file = CycleFile.list(sub)[0];
            final long end = endOf(file);
            final int length = 1 + random.nextInt(20_000);
            final byte[] garbage = new byte[length];
            random.nextBytes(garbage);
            try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                raw.seek(end - length);
                raw.write(garbage);
            }
            checkDamaged(sub, epoch, "garbage of " + length);
        }
    }

    @Test
    void shouldCutATruncatedFile() throws Exception {
        final Random random = new Random(12);
        for (int round = 0; round < 20; round++) {
            final Path sub = directory.resolve("t" + round);
            final long epoch = write(sub, 3000);
            final Path file = CycleFile.list(sub)[0];
            final long end = endOf(file);
            final int length = 1 + random.nextInt(20_000);
            try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                raw.setLength(end - length);
            }
            checkDamaged(sub, epoch, "truncated by " + length);
        }
    }

    @Test
    void shouldIgnoreGarbageInTheUnwrittenPartOfAFile() throws Exception {
        final long epoch = write(1000);
        try (RandomAccessFile raw = new RandomAccessFile(lastFile().toFile(), "rw")) {
            raw.seek(endOf(lastFile()) + 700);
            raw.writeLong(-1);
        }
        try (JournalFixture fixture = new JournalFixture(directory, 256, 100)) {
            assertEquals(epoch, fixture.journal.epoch());
            goOn(fixture, 1000);
        }
        assertWholeAfterReopen();
    }

    @Test
    void shouldStopAReadAtADamagedExcerptAndReportIt() throws Exception {
        try (JournalFixture fixture = new JournalFixture(directory, 256, 100);
             TickHistory history = fixture.journal.newHistory()) {
            fixture.append(1000);
            final Path file = lastFile();
            final long position;
            try (CycleFile mapped = new CycleFile(file)) {
                position = JournalFixture.find(mapped, 500);
            }
            try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                raw.seek(position + 4 + 64 + 30);
                raw.write(raw.read() ^ 1);
            }
            final int read = JournalFixture.readAll(history, 1, 77);
            assertTrue(read > 300 && read < 500, "read " + read);
            assertEquals(1, fixture.errors.size(), fixture.errors.toString());
            assertTrue(fixture.errors.get(0).getMessage().contains("damaged at byte " + position));
        }
    }

    @Test
    void shouldHoldAllThatWasJournaledBeforeAKill() throws Exception {
        final long seed = 20261124;
        final Random random = new Random(seed);
        long reported = 0;
        long epoch = 0;
        for (int round = 0; round < 10; round++) {
            reported = Math.max(reported, runChildAndKill(random.nextInt(120)));
            final long start = System.nanoTime();
            try (JournalFixture fixture = new JournalFixture(directory, 256, 100);
                 TickHistory history = fixture.journal.newHistory()) {
                final long openMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                System.out.println("seed " + seed + " round " + round + " reported " + reported + " found "
                    + fixture.journal.lastSequence() + " opened in " + openMs + " ms " + fixture.errors);
                assertTrue(fixture.journal.lastSequence() >= reported);
                assertTrue(round == 0 || epoch == fixture.journal.epoch());
                epoch = fixture.journal.epoch();
                fixture.timeNs += 3_600_000_000_000L * (round % 3);
                goOn(fixture, fixture.journal.lastSequence());
                assertEquals(fixture.journal.lastSequence(), JournalFixture.readAll(history, 1, 4096));
                for (final var file : new JournalInspector(directory).summarize()) {
                    assertEquals("", file.damage(), file.toString());
                }
                assertTrue(openMs < 5_000, "opening took " + openMs + " ms: it waited for a dead writer");
            }
        }
    }

    private long runChildAndKill(int delayReports) throws Exception {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--")).toList());
        command.addAll(List.of("-Djava.io.tmpdir=" + directory, "-cp", System.getProperty("java.class.path"),
            AppendUntilKilled.class.getName(), directory.toString()));
        final Process child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        long last = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(child.getInputStream()))) {
            for (int i = 0; i <= delayReports; i++) {
                last = Long.parseLong(lines.readLine());
            }
            child.destroyForcibly();
        } finally {
            child.destroyForcibly().waitFor();
        }
        return last;
    }

    private void checkDamaged(Path sub, long epoch, String what) throws Exception {
        try (JournalFixture fixture = new JournalFixture(sub, 256, 100);
             TickHistory history = fixture.journal.newHistory()) {
            final long last = fixture.journal.lastSequence();
            assertTrue(last < 3000 && last > 2500, what + " leaves " + last);
            assertNotEquals(epoch, fixture.journal.epoch());
            assertEquals(1, fixture.errors.size(), what + fixture.errors);
            assertEquals(last, JournalFixture.readAll(history, 1, 500));
            goOn(fixture, last);
            assertEquals(last + 300, JournalFixture.readAll(history, 1, 500), what);
        }
    }

    private static void goOn(JournalFixture fixture, long last) {
        final int before = fixture.errors.size();
        fixture.append(300);
        assertEquals(last + 300, fixture.journal.lastSequence());
        assertTrue(fixture.journal.isComplete());
        assertEquals(before, fixture.errors.size(), fixture.errors.toString());
    }

    private void assertWholeAfterReopen() throws Exception {
        try (JournalFixture fixture = new JournalFixture(directory, 256, 100);
             TickHistory history = fixture.journal.newHistory()) {
            assertEquals(1300, JournalFixture.readAll(history, 1, 500));
            assertEquals(List.of(), fixture.errors);
        }
    }

    private long write(int count) throws Exception {
        return write(directory, count);
    }

    private static long write(Path target, int count) throws Exception {
        try (JournalFixture fixture = new JournalFixture(target, 256, 20)) {
            fixture.append(count);
            return fixture.journal.epoch();
        }
    }

    private Path lastFile() {
        final Path[] files = CycleFile.list(directory);
        return files[files.length - 1];
    }

    private static long endOf(Path path) {
        try (CycleFile file = new CycleFile(path)) {
            final FileScan scan = new FileScan(new SlotReader());
            assertEquals(FileScan.End.OPEN, scan.run(file, 0, 0, (position, header) -> { }));
            return scan.position();
        }
    }
}
