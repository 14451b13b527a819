package io.tickwire.gateway;

import java.nio.ByteBuffer;

/** What happens on the gateway's connections. Called by the reader thread, but for {@link #onServerClosing}. */
interface ConnectionHandler {
    /**
     * A handshake is in order, and not answered yet.
     *
     * @throws BadHandshake if it is to be refused
     */
    void onHandshake(Connection connection, HandshakeRequest request, long nowNs) throws BadHandshake;

    /**
     * The handshake is answered.
     *
     * @param connection  new
     * @param subprotocol the one that was agreed; empty if none was
     */
    void onOpen(Connection connection, String subprotocol);

    /** A few times a second for each connection that was opened. */
    void onTime(Connection connection, long nowNs);

    /** A few times a second, before {@link #onTime(Connection, long)} of the connections. */
    void onTime(long nowNs);

    /** A whole text message, which is valid UTF-8. */
    void onText(Connection connection, String text);

    /** A whole binary message. */
    void onBinary(Connection connection, ByteBuffer bytes);

    /** The server stops: say goodbye. The connection is closed with a code after that. */
    void onStop(Connection connection);

    /** Nothing comes any more. Once for each connection that was opened. */
    void onClosed(Connection connection);

    /** What the library found wrong with a message; the connection is closed with a code. */
    void onFailure(Exception failure);

    /** Called by the thread that closes the gateway: the threads that write may be gone soon. */
    void onServerClosing();
}
