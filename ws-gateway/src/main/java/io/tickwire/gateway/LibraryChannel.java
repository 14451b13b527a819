package io.tickwire.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/**
 * What Java-WebSocket takes for the socket. It reads from the socket; what it writes is handed to the fan-out thread,
 * and so is closing. Used by the library's threads.
 */
final class LibraryChannel implements ByteChannel {
    private final SocketChannel socket;
    private final Outbound outbound;
    /** Set once by the library's threads, read by them. */
    private volatile boolean isClosed;
    // Guarded by this channel's monitor: more than one of the library's threads writes.
    private boolean isHandshakeTaken;

    LibraryChannel(SocketChannel socket, Outbound outbound) {
        this.socket = socket;
        this.outbound = outbound;
    }

    Outbound outbound() {
        return outbound;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return isClosed ? -1 : socket.read(target);
    }

    @Override
    public synchronized int write(ByteBuffer source) {
        final int length = source.remaining();
        final ByteBuffer copy = ByteBuffer.allocate(length);
        copy.put(source).flip();
        if (isHandshakeTaken) {
            outbound.enqueue(copy);
        } else if (length > 0) {
            isHandshakeTaken = true;
            outbound.enqueueHandshake(copy);
        }
        return length;
    }

    @Override
    public boolean isOpen() {
        return !isClosed && socket.isOpen();
    }

    @Override
    public void close() {
        isClosed = true;
        outbound.requestClose();
    }
}
