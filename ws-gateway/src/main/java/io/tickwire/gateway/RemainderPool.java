package io.tickwire.gateway;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Buffers for what a socket did not take of a frame, in sizes of powers of two. A connection has one only while its
 * socket is full. Owner thread only.
 */
final class RemainderPool {
    private static final int SMALLEST_SHIFT = 12;
    private static final int SPARE_LIMIT = 64;
    private static final int SPARE_LIMIT_BYTES = 4 << 20;

    /** Spare buffers by size: 4 KiB, 8 KiB and so on. */
    private final List<ArrayDeque<ByteBuffer>> spare = new ArrayList<>();

    RemainderPool() {
        for (int shift = SMALLEST_SHIFT; shift < Integer.SIZE - 1; shift++) {
            spare.add(new ArrayDeque<>());
        }
    }

    /** A copy of what is left in a frame, from position 0. */
    ByteBuffer copy(ByteBuffer rest) {
        final int size = sizeOf(rest.remaining());
        ByteBuffer buffer = spare.get(size).pollLast();
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(1 << SMALLEST_SHIFT + size);
        }
        return buffer.clear().put(rest).flip();
    }

    void release(ByteBuffer buffer) {
        final ArrayDeque<ByteBuffer> same = spare.get(sizeOf(buffer.capacity()));
        if (same.size() < SPARE_LIMIT && (same.size() + 1L) * buffer.capacity() <= SPARE_LIMIT_BYTES) {
            same.addLast(buffer);
        }
    }

    private static int sizeOf(int bytes) {
        return Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1) - SMALLEST_SHIFT);
    }
}
