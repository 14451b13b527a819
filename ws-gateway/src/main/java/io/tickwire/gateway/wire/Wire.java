package io.tickwire.gateway.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * What one connection's bytes go over: a non-blocking socket, or TLS on one. One thread reads; one thread, the owner,
 * writes; they may do so at the same time, and the owner may change between two calls if the calls are ordered by the
 * caller. Nothing here blocks. Whatever a peer sends or leaves out, it comes out as the end or as an
 * {@link IOException}; after either, {@link #close} is all that is left to do.
 */
public interface Wire {
    /**
     * Reader. Take what has come. TLS decrypts a record at a time and may keep bytes inside, so read until this gives
     * 0; it also gives 0 when it has taken its share of a busy socket, which is then still readable. So wait with a
     * selector that reports readiness as long as it lasts, as Java's does. A TLS handshake is driven by this alone.
     *
     * @param target gets the bytes at its position; has room for at least one
     * @return how many bytes came, 0 if none is there now, -1 at the end of what the peer sends
     * @throws IOException if the connection is broken, the peer's bytes are no TLS, or the handshake failed; a TLS
     *                     alert has been sent then where the socket took it
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Reader, after read gave 0: whether reading goes on only once the socket can be written, as within a TLS
     * handshake. Wait for that instead of for bytes, and then read again.
     *
     * @return false if reading goes on once the socket can be read
     */
    boolean isReadBlockedOnWrite();

    /**
     * Whether what was read from the socket may wait inside, of which no selector tells: then read until it gives 0.
     *
     * @return true if so; always the same
     */
    boolean isBuffering();

    /**
     * Owner. Write as much as the socket takes. With TLS, bytes that were taken from source may wait inside, encrypted.
     * Before the first byte has been read TLS takes nothing, since there is no handshake yet.
     *
     * @param source what is to go out, from its position, which moves on by what was taken; may be empty, to push what
     *               waits inside
     * @return false if something waits, in source or inside, until the socket can be written
     * @throws IOException if the connection is broken, or our side has ended
     */
    boolean write(ByteBuffer source) throws IOException;

    /**
     * Owner. End our side (TLS: close_notify first), once all is written. Reading goes on. More calls do no harm.
     *
     * @return false if the socket is full: call again when it can be written
     * @throws IOException if the connection is broken
     */
    boolean shutdownOutput() throws IOException;

    /**
     * The socket, for selectors and socket options. Its bytes are the wire's: neither read nor write them.
     *
     * @return non-blocking
     */
    SocketChannel socket();

    /**
     * Any thread. At once: nothing is sent before, and it never blocks. What the wire holds is freed with it. More
     * calls do no harm.
     *
     * @throws IOException if the socket can't be closed
     */
    void close() throws IOException;
}
