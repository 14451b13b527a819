package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class LineReaderTest {
    private final RecordingDamage damage = new RecordingDamage();

    /** Gives out parts as they come; null is a damage. */
    private static final class Parts extends InputStream {
        private final Deque<Object> parts = new ArrayDeque<>();

        Parts then(Object part) {
            parts.add(part);
            return this;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            final Object part = parts.poll();
            if (part instanceof IOException failure) {
                throw failure;
            }
            if (part == null) {
                return -1;
            }
            final byte[] bytes = part.toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, target, offset, bytes.length);
            return bytes.length;
        }
    }

    @Test
    void shouldReadLinesWithTheirOffsets() {
        assertEquals(List.of("0 a", "2 bc", "7 d"), lines(new Parts().then("a\nb").then("c\n").then("\r\nd")));
        assertEquals(List.of(), damage.reasons);
    }

    @Test
    void shouldReadLinesOfAnyLengthUpToTheLimit() {
        final long seed = new Random().nextLong();
        System.out.println("LineReaderTest seed " + seed);
        final Random random = new Random(seed);
        final StringBuilder text = new StringBuilder();
        final List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            final String line = "x".repeat(1 + random.nextInt(i % 10 == 0 ? LineReader.LINE_LIMIT_BYTES : 10_000));
            expected.add(text.length() + " " + line);
            text.append(line).append('\n');
        }
        assertEquals(expected, lines(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII))));
        assertEquals(List.of(), damage.reasons);
    }

    @Test
    void shouldReportALineThatIsTooLongOnceAndGoOnAfterIt() {
        final byte[] file = new byte[5 * LineReader.LINE_LIMIT_BYTES];
        Arrays.fill(file, (byte) 'x');
        file[1] = '\n';
        file[file.length - 3] = '\n';
        assertEquals(List.of("0 x", file.length - 2 + " xx"), lines(new ByteArrayInputStream(file)));
        assertEquals(List.of(2L), damage.offsets);
    }

    @Test
    void shouldDropOnlyTheLineThatPackedDamageCuts() {
        final Parts parts = new Parts().then("a\nb\ncut").then(new DamagedPackException("lost")).then("c\n").then("d");
        assertEquals(List.of("0 a", "2 b", "7 c", "9 d"), lines(parts));
        assertEquals(List.of("lost"), damage.reasons);
        assertEquals(List.of(7L), damage.offsets);
    }

    @Test
    void shouldEndWhereTheFileCanNotBeRead() {
        assertEquals(List.of("0 a"), lines(new Parts().then("a\nb").then(new IOException("disk")).then("c\n")));
        assertEquals(1, damage.count());
        assertTrue(damage.reasons.get(0).contains("disk"), damage.reasons.toString());
    }

    private List<String> lines(InputStream in) {
        final LineReader reader = new LineReader("file", in, damage);
        final List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(reader.lineOffset() + " "
                + new String(reader.bytes(), reader.lineStart(), reader.lineLength(), StandardCharsets.US_ASCII));
        }
        return lines;
    }
}
