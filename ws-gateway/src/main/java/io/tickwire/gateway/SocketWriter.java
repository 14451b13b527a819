package io.tickwire.gateway;

import io.tickwire.gateway.wire.Wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/**
 * Writes to one connection's socket. What the socket does not take of a frame waits here, and the owner's selector says
 * when it takes more. Owner thread only, with the {@link GatewayIo} of that thread, but for {@link #lastTakenNs}.
 */
final class SocketWriter {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Outbound outbound;
    private final Wire wire;
    private ByteBuffer remainder;
    private boolean isBlocked;
    private SelectionKey key;
    /** When the socket last took all after it was full, ns since 1970. Written by the owner, read by any thread. */
    private volatile long lastTakenNs;

    SocketWriter(Outbound outbound, Wire wire) {
        this.outbound = outbound;
        this.wire = wire;
    }

    /** Whether the socket was full at the last attempt. */
    boolean isBlocked() {
        return isBlocked;
    }

    /** Take a whole frame, unless it is blocked. The frame's position moves. */
    void write(ByteBuffer frame, GatewayIo io) throws IOException {
        if (!wire.write(frame)) {
            if (frame.hasRemaining()) {
                remainder = io.remainders().copy(frame);
            }
            block(io);
        }
    }

    /**
     * Write what waits, then what is in the queue. If the socket is full, the selector says when to go on.
     *
     * @param isLast whether our side ends behind that
     * @return false if the socket is full
     */
    boolean flush(ControlQueue control, boolean isLast, long nowNs, GatewayIo io) throws IOException {
        if (!drain(control, io) || isLast && !wire.shutdownOutput()) {
            block(io);
            return false;
        }
        if (isBlocked) {
            lastTakenNs = nowNs;
        }
        unblock(io);
        return true;
    }

    private boolean drain(ControlQueue control, GatewayIo io) throws IOException {
        if (remainder != null) {
            final boolean isWritten = wire.write(remainder);
            if (remainder.hasRemaining()) {
                return false;
            }
            release(io);
            if (!isWritten) {
                return false;
            }
        }
        return wire.write(NOTHING) && control.drainTo(wire);
    }

    private void block(GatewayIo io) throws IOException {
        isBlocked = true;
        key = io.block(key, wire.socket(), outbound);
    }

    private void unblock(GatewayIo io) {
        isBlocked = false;
        io.unblock(key);
    }

    /** Any thread. When the client last took bytes after its socket was full, ns since 1970; 0 for never. */
    long lastTakenNs() {
        return lastTakenNs;
    }

    /** Give back what waits; it is not to be written any more. */
    void discard(GatewayIo io) {
        unblock(io);
        release(io);
    }

    private void release(GatewayIo io) {
        if (remainder != null) {
            io.remainders().release(remainder);
            remainder = null;
        }
    }

    /** The selector is to know the socket no more; it is not blocked. */
    void leave(GatewayIo io) {
        if (key != null) {
            io.forget(key);
            key = null;
        }
    }

    /** Close the socket, at once. */
    void close(GatewayIo io) {
        discard(io);
        // The system gives the socket's handle free only once no selector knows it any more.
        leave(io);
        try {
            wire.close();
        } catch (final IOException e) {
            io.onSocketFailure(e);
        }
    }
}
