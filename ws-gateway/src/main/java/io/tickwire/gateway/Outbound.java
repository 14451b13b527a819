package io.tickwire.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything that goes out on one connection. Frames are written through; control bytes of any thread wait in a bounded
 * queue and go out between two frames. Only the fan-out thread that owns the connection writes to the socket.
 */
final class Outbound {
    private enum State {
        /** Frames and control bytes go out. */
        OPEN,
        /** The peer is gone; the library has not noticed yet. */
        BROKEN,
        /** The library has closed; what waits goes out first. */
        CLOSING,
        /** All is written and our side is shut; waiting for the peer to close. */
        LINGERING,
        /** The socket is closed. */
        CLOSED
    }

    private final SocketChannel socket;
    private final GatewayIo io;
    private final int fanoutIndex;
    private final Runnable onClosed;
    private final int controlLimitBytes;
    private final long closeTimeoutNs;
    private final ConcurrentLinkedQueue<ByteBuffer> control = new ConcurrentLinkedQueue<>();
    /** Bytes in the control queue. Added to by any thread before it enqueues, taken from by the fan-out thread. */
    private final AtomicInteger controlBytes = new AtomicInteger();
    /** Set by the thread that puts this in the fan-out thread's queue, cleared by the fan-out thread. */
    private final AtomicBoolean isQueued = new AtomicBoolean();
    /** The library's first bytes, the answer to the handshake. Set by its threads, read by the fan-out thread. */
    private volatile ByteBuffer handshake;
    /** Set by the library's threads, read by the fan-out thread. */
    private volatile boolean isCloseRequested;
    /** Set by the thread that went over the limit, read by the fan-out thread. */
    private volatile boolean isFlooded;
    /** Set by the library's threads before the session is handed over, read by the fan-out thread. */
    private volatile Runnable onFlood = () -> { };
    // Fan-out thread only.
    private State state = State.OPEN;
    private boolean isHandshakeWritten;
    private ByteBuffer remainder;
    private SelectionKey blockedKey;
    private long deadlineNs;

    Outbound(SocketChannel socket, GatewayIo io, int fanoutIndex, int controlLimitBytes, long closeTimeoutNs,
             Runnable onClosed) {
        this.socket = socket;
        this.io = io;
        this.fanoutIndex = fanoutIndex;
        this.onClosed = onClosed;
        this.controlLimitBytes = controlLimitBytes;
        this.closeTimeoutNs = closeTimeoutNs;
    }

    /** What to do, on the fan-out thread, when the control queue went over its limit. */
    void onFlood(Runnable action) {
        onFlood = action;
    }

    /** Fan-out thread. Whether {@link #offer} will take a frame. */
    boolean isReady() {
        return remainder == null && isHandshakeWritten && state == State.OPEN && controlBytes.get() == 0
            && !isCloseRequested;
    }

    /** Fan-out thread. Take a whole frame, or nothing. */
    boolean offer(ByteBuffer frame) {
        if (!isReady()) {
            return false;
        }
        final int start = frame.position();
        try {
            socket.write(frame);
            if (frame.hasRemaining()) {
                remainder = io.remainders().copy(frame);
                io.block(this);
            }
        } catch (final IOException e) {
            broken();
        }
        frame.position(start);
        return true;
    }

    /**
     * Any thread. Let bytes go out between two frames; beyond the limit they are dropped and the connection is closed.
     *
     * @param bytes kept until they are written
     */
    void enqueue(ByteBuffer bytes) {
        if (controlBytes.get() > controlLimitBytes) {
            isFlooded = true;
            wake();
        } else {
            enqueueAnswer(bytes);
        }
    }

    /**
     * Any thread. As {@link #enqueue}, without the limit: for answers that come only when all before was written.
     *
     * @param bytes kept until they are written
     */
    void enqueueAnswer(ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            controlBytes.getAndAdd(bytes.remaining());
            control.add(bytes);
            wake();
        }
    }

    /**
     * The library's threads. The first bytes of all, whatever was enqueued before: the library reports a connection as
     * open before it has written its answer to the handshake.
     *
     * @param bytes kept until they are written
     */
    void enqueueHandshake(ByteBuffer bytes) {
        handshake = bytes;
        wake();
    }

    /** Any thread. Close once all that waits is written, or the time-out has passed. */
    void requestClose() {
        isCloseRequested = true;
        wake();
    }

    private void wake() {
        if (isQueued.compareAndSet(false, true)) {
            io.enqueue(this);
        }
    }

    /** Fan-out thread: taken out of its queue. */
    void onDequeued() {
        isQueued.set(false);
    }

    /**
     * Fan-out thread. Write what waits.
     *
     * @param nowNs time of this duty cycle
     */
    void flush(long nowNs) {
        if (isFlooded) {
            isFlooded = false;
            onFlood.run();
        }
        if (isCloseRequested && state == State.BROKEN) {
            close();
        } else if (isCloseRequested && state == State.OPEN) {
            state = State.CLOSING;
            deadlineNs = nowNs + closeTimeoutNs;
            io.closing(this);
        }
        if (state != State.OPEN && state != State.CLOSING) {
            return;
        }
        try {
            if (!drain()) {
                io.block(this);
                return;
            }
            io.unblock(this);
            if (state == State.CLOSING) {
                socket.shutdownOutput();
                state = State.LINGERING;
            }
        } catch (final IOException e) {
            broken();
        }
    }

    private boolean drain() throws IOException {
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
        if (remainder != null) {
            socket.write(remainder);
            if (remainder.hasRemaining()) {
                return false;
            }
            io.remainders().release(remainder);
            remainder = null;
        }
        for (ByteBuffer next = control.peek(); next != null; next = control.peek()) {
            final int before = next.remaining();
            socket.write(next);
            controlBytes.getAndAdd(next.remaining() - before);
            if (next.hasRemaining()) {
                return false;
            }
            control.remove();
        }
        return true;
    }

    /**
     * Fan-out thread. Closing what still has unread input makes the system drop what the peer has not read yet, so the
     * input is read and thrown away until the peer closes too.
     *
     * @param nowNs   time of this duty cycle
     * @param scratch gets what is thrown away
     * @return true once the socket is closed
     */
    boolean linger(long nowNs, ByteBuffer scratch) {
        if (state == State.LINGERING && isInputAtEnd(scratch) || nowNs >= deadlineNs) {
            close();
        }
        return state == State.CLOSED;
    }

    private boolean isInputAtEnd(ByteBuffer scratch) {
        try {
            int count;
            do {
                count = socket.read(scratch.clear());
            } while (count > 0);
            return count < 0;
        } catch (final IOException e) {
            return true;
        }
    }

    /** The peer is gone. The library reads the end of its input, and then closes by the way it knows. */
    private void broken() {
        discard();
        if (isCloseRequested) {
            close();
            return;
        }
        state = State.BROKEN;
        try {
            socket.shutdownInput();
        } catch (final IOException e) {
            io.onSocketFailure(e);
        }
    }

    private void close() {
        if (state == State.CLOSED) {
            return;
        }
        discard();
        state = State.CLOSED;
        try {
            socket.close();
        } catch (final IOException e) {
            io.onSocketFailure(e);
        }
        onClosed.run();
    }

    private void discard() {
        io.unblock(this);
        control.clear();
        if (remainder != null) {
            io.remainders().release(remainder);
            remainder = null;
        }
    }

    /** Which fan-out thread owns the connection. */
    int fanoutIndex() {
        return fanoutIndex;
    }

    SocketChannel socket() {
        return socket;
    }

    SelectionKey blockedKey() {
        return blockedKey;
    }

    void blockedKey(SelectionKey key) {
        blockedKey = key;
    }
}
