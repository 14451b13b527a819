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
    /** What a waiting message costs beside its bytes, so that a million empty ones are no small matter. */
    static final int MESSAGE_COST_BYTES = 64;

    private final int limitBytes;
    private final ConcurrentLinkedQueue<ByteBuffer> queue = new ConcurrentLinkedQueue<>();
    /** Cost of what is in the queue. Added to by any thread before it puts in, taken from by the owner. */
    private final AtomicInteger waitingBytes = new AtomicInteger();
    /** The close frame is in; nothing may follow it. Set and read by any thread. */
    private volatile boolean isEnded;
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

    /** Any thread. Kept until they are written; dropped behind a close frame. */
    void add(ByteBuffer bytes) {
        if (!isEnded) {
            waitingBytes.getAndAdd(bytes.remaining() + MESSAGE_COST_BYTES);
            queue.add(bytes);
        }
    }

    /** Any thread. The close frame, which goes out whatever waits before it. */
    void addLast(ByteBuffer closeFrame) {
        add(closeFrame);
        isEnded = true;
    }

    /** The library's threads, once. */
    void handshake(ByteBuffer bytes) {
        handshake = bytes;
    }

    /** Owner. Whether the handshake was answered. */
    boolean isHandshakeWritten() {
        return isHandshakeWritten;
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
            waitingBytes.getAndAdd(-MESSAGE_COST_BYTES);
            if (WebSocketFraming.isClose(next.rewind())) {
                // Another thread may have put something behind it in the same instant.
                queue.clear();
                return true;
            }
        }
        return true;
    }

    /** Owner. Nothing goes out any more. */
    void clear() {
        queue.clear();
    }
}
