package io.tickwire.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Control bytes of one connection that wait to go out between two frames: the answer to the handshake first, whatever
 * was put in before it, then all else in its order. Filled by any thread, drained by the thread that owns the
 * connection.
 */
final class ControlQueue {
    private final int limitBytes;
    private final ConcurrentLinkedQueue<ByteBuffer> queue = new ConcurrentLinkedQueue<>();
    /** Bytes in the queue. Added to by any thread before it puts in, taken from by the owner. */
    private final AtomicInteger waitingBytes = new AtomicInteger();
    /** The library's first bytes. Set by its threads, read by the owner. */
    private volatile ByteBuffer handshake;
    // Owner only.
    private boolean isHandshakeWritten;

    ControlQueue(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Any thread. Whether more waits than the limit allows. */
    boolean isOverLimit() {
        return waitingBytes.get() > limitBytes;
    }

    /** Any thread. Kept until they are written. */
    void add(ByteBuffer bytes) {
        waitingBytes.getAndAdd(bytes.remaining());
        queue.add(bytes);
    }

    /** The library's threads, once. */
    void handshake(ByteBuffer bytes) {
        handshake = bytes;
    }

    /** Owner. Whether the handshake was answered and nothing waits. */
    boolean isIdle() {
        return isHandshakeWritten && waitingBytes.get() == 0;
    }

    /** Owner. Write what waits; false if the socket is full. Before the answer to the handshake nothing goes out. */
    boolean drainTo(WritableByteChannel socket) throws IOException {
        if (!isHandshakeWritten) {
            if (handshake == null) {
                return true;
            }
            socket.write(handshake);
            if (handshake.hasRemaining()) {
                return false;
            }
            isHandshakeWritten = true;
        }
        for (ByteBuffer next = queue.peek(); next != null; next = queue.peek()) {
            final int before = next.remaining();
            socket.write(next);
            waitingBytes.getAndAdd(next.remaining() - before);
            if (next.hasRemaining()) {
                return false;
            }
            queue.remove();
        }
        return true;
    }

    /** Owner. Nothing goes out any more. */
    void clear() {
        queue.clear();
    }
}
