package io.tickwire.ingest.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads lines as bytes, with the offset of each; empty ones are left out. A line that is too long, and packed data that
 * is damaged, are reported; a line that the damage has cut is left out. One thread.
 */
final class LineReader {
    /** Longest line, without its end. */
    static final int LINE_LIMIT_BYTES = 1 << 20;

    private static final int FIRST_BUFFER_BYTES = 1 << 16;

    private final String name;
    private final InputStream in;
    private final DamageListener damage;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int start;
    private int searched;
    private int end;
    private long bufferOffset;
    private boolean isAtEnd;
    private boolean isTooLong;
    private int lineStart;
    private int lineLength;

    /**
     * Read from the start.
     *
     * @param name   of the file, for reports
     * @param in     stays the caller's
     * @param damage gets the reports
     */
    LineReader(String name, InputStream in, DamageListener damage) {
        this.name = name;
        this.in = in;
        this.damage = damage;
    }

    /**
     * Go to the next line that is not empty.
     *
     * @return false at the end
     */
    boolean next() {
        while (nextOfAny()) {
            if (lineLength > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean nextOfAny() {
        while (true) {
            for (; searched < end; searched++) {
                if (buffer[searched] == '\n') {
                    return take(searched, searched + 1);
                }
            }
            if (isAtEnd) {
                return start < end && take(end, end);
            }
            makeRoom();
            fill();
        }
    }

    private boolean take(int lineEnd, int next) {
        lineStart = start;
        lineLength = isTooLong ? 0 : lineEnd - start;
        if (lineLength > 0 && buffer[lineEnd - 1] == '\r') {
            lineLength--;
        }
        isTooLong = false;
        start = next;
        searched = next;
        return true;
    }

    private void makeRoom() {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        bufferOffset += start;
        searched -= start;
        end -= start;
        start = 0;
        if (end > LINE_LIMIT_BYTES) {
            if (!isTooLong) {
                damage.onDamage(name, bufferOffset, "a line of more than " + LINE_LIMIT_BYTES + " bytes");
                isTooLong = true;
            }
            bufferOffset += end;
            searched = 0;
            end = 0;
        } else if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
    }

    private void fill() {
        try {
            final int count = in.read(buffer, end, buffer.length - end);
            isAtEnd = count < 0;
            end += Math.max(0, count);
        } catch (final DamagedPackException e) {
            cutAt(e.getMessage());
        } catch (final IOException e) {
            isAtEnd = true;
            cutAt("the file can't be read any further: " + e.getMessage());
        }
    }

    private void cutAt(String reason) {
        damage.onDamage(name, bufferOffset + end, reason);
        bufferOffset += end - start;
        end = start;
        searched = start;
        isTooLong = false;
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
}
