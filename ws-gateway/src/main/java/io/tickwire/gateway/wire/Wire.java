package io.tickwire.gateway.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * What one connection's bytes go over: a non-blocking socket, or TLS on one. One thread reads; one thread, the owner,
 * writes.
 */
public interface Wire {
    /**
     * Reader: read what has come.
     *
     * @param target gets it
     * @return how many bytes came, 0 if none is there now, -1 at the end
     * @throws IOException if the connection is broken
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Reader, after {@link #read} gave 0.
     *
     * @return whether reading goes on only once the socket can be written, as within a TLS handshake
     */
    boolean isReadBlockedOnWrite();

    /**
     * Owner: write as much as the socket takes.
     *
     * @param source may be empty, to push what waits inside
     * @return false if something waits, in the source or inside, until the socket can be written
     * @throws IOException if the connection is broken
     */
    boolean write(ByteBuffer source) throws IOException;

    /**
     * Owner: end our side, once all is written.
     *
     * @return false if the socket is full: call again when it can be written
     * @throws IOException if the connection is broken
     */
    boolean shutdownOutput() throws IOException;

    /**
     * The socket below, for selectors and options.
     *
     * @return non-blocking
     */
    SocketChannel socket();

    /**
     * Any thread: close at once, without sending anything. Does not block.
     *
     * @throws IOException if the system says so
     */
    void close() throws IOException;
}
