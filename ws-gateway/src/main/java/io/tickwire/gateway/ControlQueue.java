package io.tickwire.gateway;

import io.tickwire.gateway.wire.Wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Control bytes of one connection that wait to go out between two frames, in their order. Filled by any thread, drained
 * by the thread that owns the connection.
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
    /** Of the close frame. Set and read by any thread. */
    private final AtomicInteger closeCode = new AtomicInteger(CloseCode.ABNORMAL);

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

    /** Any thread. The close frame, which goes out whatever waits before it; false if there is one already. */
    boolean addLast(ByteBuffer closeFrame) {
        if (!closeCode.compareAndSet(CloseCode.ABNORMAL, WebSocketFraming.closeCode(closeFrame))) {
            return false;
        }
        add(closeFrame);
        isEnded = true;
        return true;
    }

    /** Any thread. With which code we have closed; {@link CloseCode#ABNORMAL} if we have not. */
    int closeCode() {
        return closeCode.get();
    }

    /** Owner. Whether nothing waits. */
    boolean isIdle() {
        return waitingBytes.get() == 0;
    }

    /** Owner. Write what waits; false if the socket is full. */
    boolean drainTo(Wire wire) throws IOException {
        for (ByteBuffer next = queue.peek(); next != null; next = queue.peek()) {
            final int before = next.remaining();
            final boolean isWritten = wire.write(next);
            waitingBytes.getAndAdd(next.remaining() - before);
            if (next.hasRemaining()) {
                return false;
            }
            queue.remove();
            waitingBytes.getAndAdd(-MESSAGE_COST_BYTES);
            if (WebSocketFraming.isClose(next.rewind())) {
                // Another thread may have put something behind it in the same instant.
                queue.clear();
                return isWritten;
            }
            if (!isWritten) {
                return false;
            }
        }
        return true;
    }

    /** Owner. Nothing goes out any more. */
    void clear() {
        queue.clear();
    }
}
