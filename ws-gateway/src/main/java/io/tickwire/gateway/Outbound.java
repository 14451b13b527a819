package io.tickwire.gateway;

import io.tickwire.gateway.wire.Wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everything that goes out on one connection. Frames are written through; control bytes of any thread wait in a
 * bounded queue and go out between two frames. Only the thread that owns the connection, a fan-out thread or for a
 * while a replay thread, writes; below it is called the owner. The reader is the thread that reads.
 */
final class Outbound {
    /**
     * OPEN: frames and control bytes go out. BROKEN: the peer is gone; the reader has not noticed yet. CLOSING: what
     * waits goes out, and nothing else. LINGERING: all is written and our side is shut; waiting for the peer to close.
     * CLOSED: the socket is closed.
     */
    private enum State {
        OPEN, BROKEN, CLOSING, LINGERING, CLOSED
    }

    private final Wire wire;
    /** Of the thread that owns the connection. Changed by that thread, read by all. */
    private volatile GatewayIo io;
    private final long closeTimeoutNs;
    private final ControlQueue control;
    /** Set by the thread that puts this in the owner's queue, cleared by the owner. */
    private final AtomicBoolean isQueued = new AtomicBoolean();
    /** The reader has ended. Set by it, read by the owner, which may read from then on. */
    private volatile boolean isCloseRequested;
    /** Nothing more is to be sent, not even what waits. Set by the reader, read by the owner. */
    private volatile boolean isAborted;
    /** We have closed. Set by any thread, read by the owner and the reader. */
    private volatile boolean isEnding;
    /** Set before the connection is known to any other thread. */
    private OutboundListener listener;
    /** Whether large frames go out compressed. Set by the reader before there is a session, read by the owner. */
    private boolean isDeflated;
    // Owner only.
    private final SocketWriter writer;
    private State state = State.OPEN;
    private long deadlineNs;

    Outbound(Wire wire, GatewayIo io, int controlLimitBytes, long closeTimeoutNs) {
        this.wire = wire;
        this.io = io;
        this.control = new ControlQueue(controlLimitBytes);
        this.closeTimeoutNs = closeTimeoutNs;
        this.writer = new SocketWriter(this, wire);
    }

    void listener(OutboundListener newListener) {
        listener = newListener;
    }

    void deflate() {
        isDeflated = true;
    }

    /** Owner. Whether {@link #offer} will take a frame. */
    boolean isReady() {
        return !writer.isBlocked() && state == State.OPEN && control.isIdle() && !isCloseRequested && !isEnding;
    }

    /** Owner. Take a whole frame, or nothing. */
    boolean offer(ByteBuffer frame) {
        if (!isReady()) {
            return false;
        }
        final ByteBuffer bytes = isDeflated ? io.deflate().smallest(frame) : frame;
        final int start = bytes.position();
        try {
            writer.write(bytes, io);
        } catch (final IOException e) {
            broken();
        }
        bytes.position(start);
        return true;
    }

    /** Any thread. Let bytes go out between two frames; beyond the limit they are dropped, and we close. */
    void enqueue(ByteBuffer bytes) {
        if (!control.isOverLimit()) {
            enqueueAnswer(bytes);
        } else {
            close(CloseCode.CONTROL_FLOOD, "too many answers wait: gateway.controlQueueLimit; read them first");
        }
    }

    /** Any thread. As {@link #enqueue}, without the limit: for answers that come only when all before was written. */
    void enqueueAnswer(ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            control.add(bytes);
            wake();
        }
    }

    /** The thread that owns the connection hands it to another; {@link #isReady} holds. */
    void moveTo(GatewayIo target) {
        writer.leave(io);
        io = target;
    }

    /** Of the thread that owns the connection. Any thread. */
    GatewayIo io() {
        return io;
    }

    /**
     * Any thread. Close: the close frame is the last that goes out.
     *
     * @return false if we had closed before, and with another frame; then nothing has changed
     */
    boolean end(ByteBuffer closeFrame) {
        if (!control.addLast(closeFrame)) {
            return false;
        }
        isEnding = true;
        wake();
        listener.onEnding();
        return true;
    }

    /** Any thread. Close for what the client did, and count that; not if we have closed before. */
    void close(CloseCode code, String reason) {
        if (end(WebSocketFraming.close(code, reason))) {
            io.onClosedByServer(code);
        }
    }

    /** Any thread. When the client last took bytes after its socket was full, ns since 1970; 0 for never. */
    long lastTakenNs() {
        return writer.lastTakenNs();
    }

    /** Any thread. With which code we have closed; {@link CloseCode#ABNORMAL} if we have not. */
    int closeCode() {
        return control.closeCode();
    }

    /** Any thread. Whether {@link #end} was called. */
    boolean isEnding() {
        return isEnding;
    }

    /** Reader, which reads no more: close at once. */
    void abort() {
        isAborted = true;
        requestClose();
    }

    /** Reader, which reads no more: close once all that waits is written, or the time-out has passed. */
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

    /** Owner. Write what waits. */
    void flush(long nowNs) {
        if (isAborted || isCloseRequested && state == State.BROKEN) {
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
            if (writer.flush(control, state == State.CLOSING, nowNs, io) && state == State.CLOSING) {
                state = State.LINGERING;
            }
        } catch (final IOException e) {
            broken();
        }
    }

    /**
     * Owner. Closing what still has unread input makes the system drop what the peer has not read yet, so the
     * input is read and thrown away until the peer closes too.
     *
     * @param nowNs time of this duty cycle
     * @return true once there is nothing left to wait for here
     */
    boolean linger(long nowNs) {
        // Until the reader has ended, it is the one that reads.
        if (isCloseRequested && (state == State.LINGERING && io.isInputAtEnd(wire) || nowNs >= deadlineNs)) {
            close();
        } else if (nowNs >= deadlineNs) {
            broken();
        }
        return state == State.CLOSED || state == State.BROKEN;
    }

    /** The peer is gone. */
    private void broken() {
        control.clear();
        writer.discard(io);
        if (isCloseRequested) {
            close();
            return;
        }
        state = State.BROKEN;
        listener.onEnding();
    }

    private void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        control.clear();
        writer.close(io);
        listener.onClosed();
    }

    SocketChannel socket() {
        return wire.socket();
    }
}
