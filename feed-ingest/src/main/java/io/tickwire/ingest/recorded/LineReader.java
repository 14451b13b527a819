package io.tickwire.ingest.recorded;

import java.io.IOException;
import java.util.Arrays;

/** Reads lines as bytes, with the offset of each. A file that breaks off is reported and ends there. */
final class LineReader implements AutoCloseable {
    private static final int LINE_LIMIT_BYTES = 1 << 24;

    private final String name;
    private final ByteSource.Counted in;
    private final DamageListener damage;
    private byte[] buffer = new byte[1 << 17];
    private int start;
    private int end;
    private long bufferOffset;
    private boolean isAtEnd;
    private int lineStart;
    private int lineLength;

    LineReader(ByteSource source, DamageListener damage) throws IOException {
        this.name = source.name();
        this.in = source.open();
        this.damage = damage;
    }

    /**
     * Go to the next line.
     *
     * @return false at the end
     */
    boolean next() {
        int scanned = start;
        while (true) {
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    return take(i, i + 1);
                }
            }
            scanned = end - start;
            if (isAtEnd) {
                return end > start && take(end, end);
            }
            fill();
            scanned += start;
        }
    }

    private boolean take(int lineEnd, int next) {
        lineStart = start;
        lineLength = lineEnd - start;
        start = next;
        return true;
    }

    private void fill() {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        bufferOffset += start;
        end -= start;
        start = 0;
        if (end == buffer.length) {
            if (buffer.length >= LINE_LIMIT_BYTES) {
                damage.onDamage(name, bufferOffset, "a line of more than " + LINE_LIMIT_BYTES + " bytes; passed over");
                bufferOffset += end;
                end = 0;
            } else {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
        }
        try {
            final int count = in.unpacked().read(buffer, end, buffer.length - end);
            isAtEnd = count < 0;
            end += Math.max(0, count);
        } catch (final IOException e) {
            isAtEnd = true;
            damage.onDamage(name, bufferOffset + end, "the file breaks off here: " + e.getMessage());
        }
    }

    byte[] bytes() {
        return buffer;
    }

    int lineStart() {
        return lineStart;
    }

    int lineLength() {
        return lineLength;
    }

    /** Offset of the line in the unpacked file. */
    long lineOffset() {
        return bufferOffset + lineStart;
    }

    long rawBytesRead() {
        return in.raw().count();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
