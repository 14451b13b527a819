package io.tickwire.gateway.wire;

import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;
import tlschannel.BufferAllocator;

import java.nio.ByteBuffer;

/**
 * Buffers for encrypted records, shared by all connections: a connection has one only while something is in it. All
 * have the size of the largest record, which the engine asks for anyway. On the heap, where ciphers work fastest, and
 * where what a cut connection still had is freed by itself. Any thread.
 */
final class RecordBuffers implements BufferAllocator {
    private static final int BUFFER_BYTES = 17 * 1_024;
    private static final int KEPT_LIMIT = 256;

    private final ManyToManyConcurrentArrayQueue<ByteBuffer> kept = new ManyToManyConcurrentArrayQueue<>(KEPT_LIMIT);

    @Override
    public ByteBuffer allocate(int sizeBytes) {
        final ByteBuffer buffer = sizeBytes > BUFFER_BYTES ? null : kept.poll();
        return buffer == null ? ByteBuffer.allocate(Math.max(sizeBytes, BUFFER_BYTES)) : buffer.clear();
    }

    @Override
    public void free(ByteBuffer buffer) {
        if (buffer.capacity() == BUFFER_BYTES) {
            kept.offer(buffer);
        }
    }
}
