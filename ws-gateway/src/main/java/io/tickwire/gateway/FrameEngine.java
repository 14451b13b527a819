package io.tickwire.gateway;

import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.protocols.Protocol;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Java-WebSocket's part in one connection: it answers the handshake, puts messages together, checks their UTF-8 and
 * answers pings. It gets bytes that were found in order, and has neither a thread nor a socket. Reader thread only.
 */
final class FrameEngine extends WebSocketAdapter {
    static final String SUBPROTOCOL = "tickwire.v1";

    /** What comes out. */
    interface Output {
        /** Bytes for the client. */
        void onBytes(ByteBuffer bytes);

        /** The handshake is answered. */
        void onOpen(String subprotocol);

        void onText(String text);

        void onBinary(ByteBuffer bytes);

        /** What was found wrong with a message. */
        void onFailure(Exception failure);
    }

    private final WebSocketImpl library;
    private final Output output;

    FrameEngine(int messageLimitBytes, Output output) {
        this.output = output;
        // The empty protocol lets a client without ours through the handshake, to be told why it is closed.
        library = new WebSocketImpl(this, List.of(new Draft_6455(List.of(),
            List.of(new Protocol(SUBPROTOCOL), new Protocol("")), messageLimitBytes)));
    }

    void decode(ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            library.decode(bytes);
        }
    }

    /** Whether it has said its last word. */
    boolean isEnding() {
        return library.isFlushAndClose();
    }

    @Override
    public void onWriteDemand(WebSocket socket) {
        for (ByteBuffer bytes = library.outQueue.poll(); bytes != null; bytes = library.outQueue.poll()) {
            output.onBytes(bytes);
        }
    }

    @Override
    public void onWebsocketOpen(WebSocket socket, Handshakedata handshake) {
        output.onOpen(library.getProtocol().getProvidedProtocol());
    }

    @Override
    public void onWebsocketMessage(WebSocket socket, String text) {
        output.onText(text);
    }

    @Override
    public void onWebsocketMessage(WebSocket socket, ByteBuffer bytes) {
        output.onBinary(bytes);
    }

    @Override
    public void onWebsocketError(WebSocket socket, Exception failure) {
        output.onFailure(failure);
    }

    @Override
    public void onWebsocketClose(WebSocket socket, int code, String reason, boolean isRemote) {
        // Only after eot(), which is never called: a connection ends by its own way.
    }

    @Override
    public void onWebsocketClosing(WebSocket socket, int code, String reason, boolean isRemote) {
        // isEnding() tells.
    }

    @Override
    public void onWebsocketCloseInitiated(WebSocket socket, int code, String reason) {
        // isEnding() tells.
    }

    @Override
    public InetSocketAddress getLocalSocketAddress(WebSocket socket) {
        throw new UnsupportedOperationException("the engine has no socket");
    }

    @Override
    public InetSocketAddress getRemoteSocketAddress(WebSocket socket) {
        throw new UnsupportedOperationException("the engine has no socket");
    }
}
