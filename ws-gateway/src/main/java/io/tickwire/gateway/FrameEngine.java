package io.tickwire.gateway;

import io.tickwire.gateway.deflate.MessageInflater;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshakeBuilder;
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

        /** A compressed message for which the connection must be closed. */
        void onViolation(CloseCode code, String reason);
    }

    private final WebSocketImpl library;
    private final Output output;
    /** Null without compression. */
    private DeflatedInput deflated;
    private String extensions;

    FrameEngine(int messageLimitBytes, Output output) {
        this.output = output;
        // The empty protocol lets a client without ours through the handshake, to be told why it is closed.
        library = new WebSocketImpl(this, List.of(new Draft_6455(List.of(),
            List.of(new Protocol(SUBPROTOCOL), new Protocol("")), messageLimitBytes)));
    }

    /**
     * permessage-deflate was agreed; before the handshake is answered.
     *
     * @param answer   for the handshake's Sec-WebSocket-Extensions
     * @param inflater for what the client compresses
     * @param limit    of a message once it is inflated
     */
    void deflate(String answer, MessageInflater inflater, MessageLimit limit) {
        extensions = answer;
        deflated = new DeflatedInput(inflater, limit, new DeflatedInput.Output() {
            @Override
            public void onPlain(ByteBuffer bytes) {
                library.decode(bytes);
            }

            @Override
            public void onViolation(CloseCode code, String reason) {
                output.onViolation(code, reason);
            }
        });
    }

    /** From the next message on this is the limit of inflated ones; those that are sent plain are the guard's. */
    void limit(MessageLimit limit) {
        if (deflated != null) {
            deflated.limit(limit);
        }
    }

    /** The handshake, as {@link HandshakeRequest} has written it anew. */
    void decodeHandshake(ByteBuffer bytes) {
        library.decode(bytes);
    }

    /** What {@link InboundGuard} has admitted. */
    void decode(ByteBuffer bytes) {
        if (deflated != null) {
            deflated.decode(bytes);
        } else if (bytes.hasRemaining()) {
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
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(WebSocket socket, Draft draft,
                                                                       ClientHandshake request)
        throws InvalidDataException {
        final ServerHandshakeBuilder answer = super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
        if (extensions != null) {
            answer.put("Sec-WebSocket-Extensions", extensions);
        }
        return answer;
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
