package io.tickwire.gateway;

import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;

import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Function;

/**
 * Java-WebSocket's server, with our channels in place of its sockets. It delegates everything. Its threads: one
 * selector, and workers that parse; a connection stays with one worker.
 */
final class GatewayServer extends WebSocketServer {
    static final String SUBPROTOCOL = "tickwire.v1";

    private final GatewayHandler handler;

    /**
     * A server on a socket that listens already, so that a port in use was noticed before.
     *
     * @param listening              bound
     * @param inboundFrameLimitBytes longest message from a client
     * @param channels               makes the channel of a new socket
     * @param handler                gets what happens
     */
    GatewayServer(ServerSocketChannel listening, int inboundFrameLimitBytes,
                  Function<SocketChannel, LibraryChannel> channels, GatewayHandler handler) {
        super(listening);
        this.handler = handler;
        setTcpNoDelay(true);
        setReuseAddr(true);
        setDaemon(true);
        setConnectionLostTimeout(0);
        setWebSocketFactory(new Factory(inboundFrameLimitBytes, channels));
    }

    /** The draft has a frame limit: without one, a header that announces 1 GiB makes the library allocate it. */
    private record Factory(int inboundFrameLimitBytes, Function<SocketChannel, LibraryChannel> channels)
        implements WebSocketServerFactory {
        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, Draft draft) {
            return createWebSocket(adapter, List.of(draft));
        }

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> drafts) {
            // The empty protocol lets a client without ours through the handshake, to be told why it is closed.
            return new WebSocketImpl(adapter, List.of(new Draft_6455(List.of(),
                List.of(new Protocol(SUBPROTOCOL), new Protocol("")), inboundFrameLimitBytes)));
        }

        @Override
        public ByteChannel wrapChannel(SocketChannel socket, SelectionKey key) {
            return channels.apply(socket);
        }

        @Override
        public void close() {
            // Nothing is held for all connections.
        }
    }

    @Override
    public void onStart() {
        // It listens since before it was made.
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        handler.onOpen(socket);
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean isRemote) {
        handler.onClose(socket, code, isRemote);
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        handler.onText(socket, text);
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer bytes) {
        handler.onBinary(socket);
    }

    @Override
    public void onError(WebSocket socket, Exception failure) {
        handler.onFailure(socket, failure);
    }
}
