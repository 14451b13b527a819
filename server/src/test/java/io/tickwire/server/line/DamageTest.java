package io.tickwire.server.line;

import io.tickwire.client.Position;
import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.recorded.RecordedFeeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A bit of the journal's middle is wrong: a subscriber hears exactly what is missing, and gets all the rest. */
@Timeout(120)
final class DamageTest {
    private static final int TICKS = 65_646;
    private static final int BEHIND_THE_MAGIC = 40;

    @TempDir
    private Path directory;

    @Test
    void shouldTellOfTheGapAndSendAllTheRest() throws IOException {
        try (LineFixture line = new LineFixture(directory, "ring.capacity=1024", "journal.batchLimit=64")) {
            ExactnessTest.play(line.feed(), RecordedFeeds.openBundledSample());
            line.awaitTicks(TICKS);
            damageInTheMiddle(directory.resolve("journal"));
            final Position start = new Position(String.format("%016x", line.server().epoch()), 0);
            final RecordingClient client = line.resuming(start, "*");
            final long head = line.counter(CounterId.JOURNAL_POSITION);
            Await.until(() -> "the end: " + client.position() + " of " + head + " " + client.events(),
                () -> client.isSubscribed() && client.position().sequence() == head);

            final List<String> lost = client.events().stream().filter(event -> event.startsWith("lost")).toList();
            assertEquals(1, lost.size(), client.events().toString());
            final int from = Integer.parseInt(lost.get(0).split(" ")[1]);
            final int through = Integer.parseInt(lost.get(0).split(" ")[2]);
            assertTrue(through - from < 64, lost.toString());
            final List<SeenTick> expected = new ArrayList<>(SampleReading.all());
            final int definitions = (int) line.counter(CounterId.INGEST_INSTRUMENTS);
            expected.subList(from - 1 - definitions, through - definitions).clear();
            SeenTick.assertSame(expected, client.ticks());
            assertEquals(1, line.counter(CounterId.FANOUT_GAPS));
            assertEquals(List.of("resumed 0", lost.get(0)), client.events());
        }
    }

    static void damageInTheMiddle(Path journal) throws IOException {
        final Path file;
        try (var files = Files.list(journal)) {
            file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        final byte[] start = new byte[8 << 20];
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            final int length = raw.read(start);
            final String text = new String(start, 0, length, StandardCharsets.ISO_8859_1);
            final int at = text.indexOf("TWJ1", (int) (text.lastIndexOf("TWJ1") * 0.6)) + BEHIND_THE_MAGIC;
            raw.seek(at);
            raw.write(start[at] ^ 1);
        }
    }
}
