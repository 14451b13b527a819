package io.tickwire.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everything that goes out on one connection. Frames are written through; control bytes of any thread wait in a
 * bounded queue and go out between two frames. Only the thread that owns the connection, a fan-out thread or for a
 * while a replay thread, writes to the socket; below it is called the owner.
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
    /** Of the thread that owns the connection. Changed by that thread, read by all. */
    private volatile GatewayIo io;
    private final Runnable onClosed;
    private final long closeTimeoutNs;
    private final ControlQueue control;
    /** Set by the thread that puts this in the owner's queue, cleared by the owner. */
    private final AtomicBoolean isQueued = new AtomicBoolean();
    /** The library has closed. Set by its threads, read by the owner. */
    private volatile boolean isCloseRequested;
    /** We have closed, and the library has not noticed yet. Set by any thread, read by the owner. */
    private volatile boolean isEnding;
    // Owner only.
    private State state = State.OPEN;
    private ByteBuffer remainder;
    private SelectionKey blockedKey;
    private long deadlineNs;

    Outbound(SocketChannel socket, GatewayIo io, int controlLimitBytes, long closeTimeoutNs, Runnable onClosed) {
        this.socket = socket;
        this.io = io;
        this.onClosed = onClosed;
        this.control = new ControlQueue(controlLimitBytes);
        this.closeTimeoutNs = closeTimeoutNs;
    }

    /** Owner. Whether {@link #offer} will take a frame. */
    boolean isReady() {
        return remainder == null && state == State.OPEN && control.isIdle() && !isCloseRequested && !isEnding;
    }

    /** Owner. Take a whole frame, or nothing. */
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
        if (!control.isOverLimit() || WebSocketFraming.isClose(bytes)) {
            enqueueAnswer(bytes);
        } else if (!isEnding) {
            end(WebSocketFraming.close(CloseCode.CONTROL_FLOOD,
                "too many answers wait; read them before asking for more"));
            io.onClosedByServer();
        }
    }

    /**
     * Any thread. As {@link #enqueue}, without the limit: for answers that come only when all before was written.
     *
     * @param bytes kept until they are written
     */
    void enqueueAnswer(ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
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
        control.handshake(bytes);
        wake();
    }

    /**
     * The thread that owns the connection hands it to another; {@link #isReady} holds.
     *
     * @param target of the other thread
     */
    void moveTo(GatewayIo target) {
        if (blockedKey != null) {
            io.forget(blockedKey);
            blockedKey = null;
        }
        io = target;
    }

    /** Of the thread that owns the connection. Any thread. */
    GatewayIo io() {
        return io;
    }

    /**
     * Any thread. Close by ourselves: the close frame is the last that goes out. The library, which would wait until
     * the socket can be written, sees the end of the input at the next read, or when the time is up.
     *
     * @param closeFrame kept until it is written
     */
    void end(ByteBuffer closeFrame) {
        control.addLast(closeFrame);
        isEnding = true;
        wake();
    }

    /** Any thread. Whether {@link #end} was called. */
    boolean isEnding() {
        return isEnding;
    }

    /** Owner. Whether the client got an answer to its handshake, or is gone. */
    boolean isPastHandshake() {
        return control.isHandshakeWritten() || state != State.OPEN;
    }

    /** Owner. Give up at once. */
    void cut() {
        broken();
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

    /** Owner: taken out of its queue. */
    void onDequeued() {
        isQueued.set(false);
    }

    /**
     * Owner. Write what waits.
     *
     * @param nowNs time of this duty cycle
     */
    void flush(long nowNs) {
        if (isCloseRequested && state == State.BROKEN) {
            close();
        } else if ((isCloseRequested || isEnding) && state == State.OPEN) {
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
        if (remainder != null) {
            socket.write(remainder);
            if (remainder.hasRemaining()) {
                return false;
            }
            io.remainders().release(remainder);
            remainder = null;
        }
        return control.drainTo(socket);
    }

    /**
     * Owner. Closing what still has unread input makes the system drop what the peer has not read yet, so the
     * input is read and thrown away until the peer closes too.
     *
     * @param nowNs time of this duty cycle
     * @return true once there is nothing left to wait for here
     */
    boolean linger(long nowNs) {
        // Until the library has closed, it is the one that reads.
        if (isCloseRequested && (state == State.LINGERING && io.isInputAtEnd(socket) || nowNs >= deadlineNs)) {
            close();
        } else if (nowNs >= deadlineNs) {
            broken();
        }
        return state == State.CLOSED || state == State.BROKEN;
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
        if (blockedKey != null) {
            // The system gives the socket's handle free only once no selector knows it any more.
            io.forget(blockedKey);
            blockedKey = null;
        }
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
