package io.tickwire.gateway;

import io.tickwire.gateway.proxy.IpAddress;
import io.tickwire.gateway.proxy.ProxyHeader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Reads the PROXY protocol's header (version 2) from a socket, and not a byte more: what follows is TLS or a handshake,
 * which others read. Reader thread only.
 */
final class ProxyPreface {
    /** The signature, the command, the family, and the length of what follows. */
    private static final int FIXED_BYTES = 16;
    private static final int LENGTH_OFFSET = 14;

    private final ProxyHeader header = new ProxyHeader();
    private ByteBuffer buffer = ByteBuffer.allocate(FIXED_BYTES);
    private int takenBytes;

    /**
     * Read on.
     *
     * @return false at the end of the input
     */
    boolean read(SocketChannel socket) throws IOException {
        while (header.state() == ProxyHeader.State.INCOMPLETE) {
            final int count = socket.read(buffer);
            if (count <= 0) {
                return count == 0;
            }
            takenBytes += header.read(buffer.duplicate().flip().position(takenBytes));
            if (!buffer.hasRemaining() && header.state() == ProxyHeader.State.INCOMPLETE) {
                final int restBytes = buffer.getShort(LENGTH_OFFSET) & 0xFFFF;
                buffer = ByteBuffer.allocate(FIXED_BYTES + restBytes).put(buffer.flip());
            }
        }
        return true;
    }

    boolean isDone() {
        return header.state() == ProxyHeader.State.PROXIED || header.state() == ProxyHeader.State.LOCAL;
    }

    boolean isBad() {
        return header.state() == ProxyHeader.State.BAD;
    }

    /** What is wrong, after {@link #isBad}. */
    String error() {
        return header.error();
    }

    /** The client's address; the proxy's own if it speaks for itself. */
    IpAddress client(IpAddress proxy) {
        return header.state() == ProxyHeader.State.PROXIED ? header.source() : proxy;
    }
}
