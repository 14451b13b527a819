package io.tickwire.gateway;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers for what a socket did not take of a frame. A connection has one only while its socket is full. Fan-out
 * thread only.
 */
final class RemainderPool {
    private static final int SMALLEST_BYTES = 4_096;
    private static final int SPARE_LIMIT = 64;

    private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();

    /** A copy of what is left in a frame, from position 0. */
    ByteBuffer copy(ByteBuffer rest) {
        ByteBuffer buffer = spare.pollLast();
        if (buffer == null || buffer.capacity() < rest.remaining()) {
            buffer = ByteBuffer.allocateDirect(
                Math.max(SMALLEST_BYTES, Integer.highestOneBit(Math.max(1, rest.remaining() - 1)) << 1));
        }
        buffer.clear();
        return buffer.put(rest).flip();
    }

    void release(ByteBuffer buffer) {
        if (spare.size() < SPARE_LIMIT) {
            spare.addLast(buffer);
        }
    }
}
