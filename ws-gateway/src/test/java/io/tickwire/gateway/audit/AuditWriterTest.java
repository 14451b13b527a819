package io.tickwire.gateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.config.AuditConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static io.tickwire.gateway.audit.AuditRig.DAY_NS;
import static io.tickwire.gateway.audit.AuditRig.START_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class AuditWriterTest {
    private static final int MIB = 1 << 20;
    private static final String FIRST = "audit-2026-01-31T14-30-00.000000000Z.jsonl";
    private static final long MIDNIGHT_NS = (START_NS / DAY_NS + 1) * DAY_NS;

    @TempDir
    private Path directory;

    private AuditRig rig(long fileLimitBytes, int keepFiles) throws IOException {
        return new AuditRig(new AuditConfig(directory, fileLimitBytes, keepFiles));
    }

    private AuditRig rigAt(long timeNs) throws IOException {
        return new AuditRig(new AuditConfig(directory, MIB, 0), MIB, timeNs);
    }

    @Test
    void shouldBeginANewFileWithEachDay() throws IOException {
        final AuditRig rig = rig(MIB, 0);
        rig.closed(1, MIDNIGHT_NS - 1);
        rig.closed(2, MIDNIGHT_NS);
        rig.closed(3, MIDNIGHT_NS - 2);
        rig.closed(4, MIDNIGHT_NS + 5);
        rig.run();
        rig.writer.onClose();
        assertEquals(List.of(FIRST, "audit-2026-02-01T00-00-00.000000000Z.jsonl"), AuditRig.names(directory));
        assertEquals(List.of(2, 4), AuditRig.files(directory).stream().map(AuditWriterTest::lineCount).toList(),
            "what comes late goes into the newest");
        assertEquals(2, AuditRig.events(directory, "started").size(), "each file says to which epoch it belongs");
    }

    private static int lineCount(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldBeginANewFileWhenOneIsFullAndDeleteTheOldest() throws IOException {
        final Path other = Files.createFile(directory.resolve("audit-notes.txt"));
        final AuditRig rig = rig(1_000, 3);
        for (int i = 0; i < 100; i++) {
            rig.closed(i, START_NS + i);
            if (i % 7 == 0) {
                rig.run();
            }
        }
        rig.run();
        rig.writer.onClose();
        Files.delete(other);
        final List<Path> files = AuditRig.files(directory);
        assertEquals(3, files.size());
        for (final Path file : files) {
            assertTrue(Files.size(file) <= 1_000, () -> file + " is longer than the limit");
            final JsonNode second = AuditRig.json(Files.readAllLines(file).get(1));
            assertTrue(file.toString().contains(second.get("time").textValue().replace(':', '-')),
                () -> file + " is not named by its first event, " + second);
        }
        final List<Integer> left = AuditRig.events(directory, "closed").stream()
            .map(line -> line.get("connection").intValue()).toList();
        assertEquals(IntStream.range(100 - left.size(), 100).boxed().toList(), left, "the newest, without a hole");
        assertEquals(List.of(), rig.errors);
    }

    @Test
    void shouldNameFilesSoThatTheySortWhenTheClockGoesBack() throws IOException {
        final AuditRig rig = rig(200, 0);
        for (int i = 0; i < 10; i++) {
            rig.closed(i, START_NS - i * 1_000_000L);
        }
        rig.run();
        rig.writer.onClose();
        assertTrue(AuditRig.files(directory).size() > 4);
        assertEquals(LongStream.range(0, 10).boxed().toList(), AuditRig.events(directory, "closed").stream()
            .map(line -> line.get("connection").longValue()).toList());
    }

    @Test
    void shouldGoOnWithTheFileOfTheDayAfterARestart() throws IOException {
        for (int i = 0; i < 3; i++) {
            final AuditRig rig = rigAt(START_NS + i);
            rig.closed(i, START_NS + i);
            rig.writer.onClose();
        }
        assertEquals(List.of(FIRST), AuditRig.names(directory));
        assertEquals(List.of("started", "closed", "started", "closed", "started", "closed"),
            AuditRig.text(directory).stream().map(line -> AuditRig.json(line).get("event").textValue()).toList());
        rigAt(START_NS + DAY_NS).writer.onClose();
        assertEquals(2, AuditRig.files(directory).size());
    }

    @Test
    void shouldEndALineThatAKillHasTorn() throws IOException {
        final AuditRig killed = rig(MIB, 0);
        killed.closed(1, START_NS);
        killed.run();
        Files.writeString(directory.resolve(FIRST), "{\"time\":\"2026-01-31T14", StandardOpenOption.APPEND);
        final AuditRig rig = rig(MIB, 0);
        rig.closed(2, START_NS);
        rig.writer.onClose();
        final List<String> lines = AuditRig.text(directory);
        assertEquals("{\"time\":\"2026-01-31T14", lines.remove(2));
        assertEquals(List.of("started", "closed", "started", "closed"),
            lines.stream().map(line -> AuditRig.json(line).get("event").textValue()).toList());
    }

    @Test
    void shouldCountAndTellOnceWhatFindsNoRoomAndThenGoOn() throws IOException {
        final AuditRig rig = new AuditRig(new AuditConfig(directory, MIB, 0), 10 * AuditEvent.COST_BYTES, START_NS);
        for (int round = 1; round <= 2; round++) {
            for (int i = 0; i < 25; i++) {
                rig.closed(i, START_NS + i);
            }
            assertEquals(15 * round, rig.lost.get());
            rig.run();
            assertEquals(round, rig.errors.size(), rig.errors.toString());
        }
        rig.closed(99, START_NS + 99);
        rig.writer.onClose();
        assertEquals("the audit log loses events: more wait to be written than there is room for; a line 'lost' will "
            + "say how many", rig.errors.get(0));
        final List<String> lines = AuditRig.text(directory);
        assertEquals("{\"time\":\"2026-01-31T14:30:00.000000024Z\",\"event\":\"lost\",\"count\":15,"
            + "\"from\":\"2026-01-31T14:30:00.000000010Z\",\"through\":\"2026-01-31T14:30:00.000000024Z\"}",
            lines.get(11));
        assertEquals(lines.get(11), lines.get(22));
        assertEquals(99, AuditRig.json(lines.get(23)).get("connection").intValue());
        assertEquals(24, lines.size());
    }

    @Test
    void shouldTakeMoreRoomForMoreNames() throws IOException {
        final AuditRig rig = new AuditRig(new AuditConfig(directory, MIB, 0), 10_000, START_NS);
        final List<String> names = IntStream.range(0, 1_000).mapToObj(i -> "S" + i).toList();
        rig.queue.offer(new AuditEvent.Granted(1, 2, names, "all", START_NS));
        rig.queue.offer(new AuditEvent.Ended(1, 2, names, START_NS));
        rig.queue.offer(new AuditEvent.Opened(1, "s".repeat(20_000), null, "a", START_NS));
        assertEquals(3, rig.lost.get());
        rig.queue.offer(new AuditEvent.Granted(1, 2, names.subList(0, 100), "all", START_NS));
        assertEquals(3, rig.lost.get(), "room that is not taken is given back");
        rig.writer.onClose();
        assertNotEquals(List.of(), AuditRig.events(directory, "granted"));
    }
}
