package io.tickwire.gateway.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A socket as it is.
 *
 * @param socket non-blocking and connected
 */
public record PlainWire(SocketChannel socket) implements Wire {
    @Override
    public int read(ByteBuffer target) throws IOException {
        return socket.read(target);
    }

    @Override
    public boolean isReadBlockedOnWrite() {
        return false;
    }

    @Override
    public boolean isBuffering() {
        return false;
    }

    @Override
    public boolean write(ByteBuffer source) throws IOException {
        if (source.hasRemaining()) {
            socket.write(source);
        }
        return !source.hasRemaining();
    }

    @Override
    public boolean shutdownOutput() throws IOException {
        socket.shutdownOutput();
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
