package io.tickwire.server.line;

import io.tickwire.client.Position;
import io.tickwire.client.PositionFile;
import io.tickwire.client.SavedPosition;
import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.recorded.RecordedFeeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The command subscribe in a process of its own: its exit code says whether ticks were missed. */
@Timeout(180)
final class SubscribeExitTest {
    private static final int TICKS = 65_646;
    private static final int BATCH = 64;

    @TempDir
    private Path directory;
    private LineFixture line;

    @Test
    void shouldExitWithThreeIfTicksWereMissed() throws Exception {
        try (LineFixture fixture = new LineFixture(directory, "ring.capacity=1024", "journal.batchLimit=" + BATCH)) {
            line = fixture;
            ExactnessTest.play(line.feed(), RecordedFeeds.openBundledSample());
            line.awaitTicks(TICKS);
            DamageTest.damageInTheMiddle(directory.resolve("journal"));
            final String epoch = String.format("%016x", line.server().epoch());
            assertExit(3, new Position(epoch, 0), TICKS - BATCH, "ticks were missed: the server has lost ");
            assertEquals(1, line.counter(CounterId.FANOUT_GAPS));
            assertExit(3, new Position("0123456789abcdef", 0), 1, "ticks were missed: the server can't resume");
            final long head = line.counter(CounterId.JOURNAL_POSITION);
            assertExit(0, new Position(epoch, head - BATCH), BATCH, "resumed from position " + (head - BATCH));
        }
    }

    /** Resume, and end after a number of lines. */
    private void assertExit(int code, Position start, int count, String message) throws IOException {
        final Path position = directory.resolve("position");
        new PositionFile(position).write(new SavedPosition(start, 0, "all *"));
        final Path out = directory.resolve("out");
        final Path err = directory.resolve("err");
        final Process process = new ProcessBuilder(ServerProcess.command(List.of(), List.of("subscribe", "*", "--url",
            "ws://127.0.0.1:" + line.server().webSocketPort(), "--resume", position.toString(),
            "--count", Integer.toString(count)))).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            Await.until("the end of subscribe", () -> !process.isAlive());
        } finally {
            process.destroyForcibly();
        }
        final String messages = Files.readString(err);
        assertEquals(code, process.exitValue(), messages);
        assertTrue(messages.contains(message), messages);
        try (var lines = Files.lines(out)) {
            assertEquals(count, lines.count());
        }
    }
}
