package io.tickwire.benchmarks.peers;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

/** Bytes that came, but whose rest has not; it grows as needed. One thread. */
final class Remainder {
    private static final int INITIAL_BYTES = 256;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[INITIAL_BYTES]);
    private int bytes;

    UnsafeBuffer buffer() {
        return buffer;
    }

    int bytes() {
        return bytes;
    }

    /** Add what came next. */
    void append(UnsafeBuffer source, int offset, int length) {
        if (bytes + length > buffer.capacity()) {
            buffer.wrap(Arrays.copyOf(buffer.byteArray(), Math.max(2 * buffer.capacity(), bytes + length)));
        }
        buffer.putBytes(bytes, source, offset, length);
        bytes += length;
    }

    /** Hold these bytes, which may be some of its own, and no others. */
    void hold(UnsafeBuffer source, int offset, int length) {
        if (source == buffer) {
            buffer.putBytes(0, source, offset, length);
            bytes = length;
        } else {
            bytes = 0;
            append(source, offset, length);
        }
    }
}
