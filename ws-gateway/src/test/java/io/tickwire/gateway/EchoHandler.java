package io.tickwire.gateway;

import io.tickwire.core.counters.ErrorLog;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Sends back every message as it came. */
class EchoHandler implements ConnectionHandler {
    private final WebSocketFraming framing = new WebSocketFraming();
    private final ErrorLog errors;
    /** Set by the reader, read by tests. */
    private volatile Connection last;

    EchoHandler(ErrorLog errors) {
        this.errors = errors;
    }

    /** The connection that was opened last. */
    Connection last() {
        return last;
    }

    @Override
    public void onHandshake(Connection connection, HandshakeRequest request, long nowNs) {
        // Whoever asks in order may come in.
    }

    @Override
    public void onOpen(Connection connection, String subprotocol) {
        last = connection;
    }

    @Override
    public void onTime(Connection connection, long nowNs) {
        // It may stay as long as it likes.
    }

    @Override
    public void onTime(long nowNs) {
        // Nothing is due.
    }

    @Override
    public void onText(Connection connection, String text) {
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        connection.outbound().enqueue(WebSocketFraming.text(utf8, utf8.length));
    }

    @Override
    public void onBinary(Connection connection, ByteBuffer bytes) {
        final int headroom = framing.headroomBytes();
        final int length = bytes.remaining();
        final ByteBuffer frame = ByteBuffer.allocate(headroom + length).put(headroom, bytes, bytes.position(), length);
        connection.outbound().enqueue(frame.position(framing.putBefore(new UnsafeBuffer(frame), headroom, length))
            .slice());
    }

    @Override
    public void onStop(Connection connection) {
        // The close frame says it all.
    }

    @Override
    public void onClosed(Connection connection) {
        // Nothing is kept of it.
    }

    @Override
    public void onFailure(Exception failure) {
        // Anything else is the client's doing.
        if (failure instanceof RuntimeException) {
            errors.onError(failure);
        }
    }

    @Override
    public void onServerClosing() {
        // Nothing waits here.
    }
}
