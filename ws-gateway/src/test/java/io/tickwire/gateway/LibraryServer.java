package io.tickwire.gateway;

import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.DefaultWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Java-WebSocket's own server as its manual shows it, with an echo; to see what the gateway must not do. */
final class LibraryServer extends WebSocketServer {
    private static final long START_TIMEOUT_S = 20;

    private final CountDownLatch started = new CountDownLatch(1);
    /** Set by the library's threads, read by the test's. */
    private volatile WebSocket last;

    private LibraryServer(Draft_6455 draft) {
        super(new InetSocketAddress("127.0.0.1", 0), 1, List.of(draft));
        setReuseAddr(true);
        setDaemon(true);
    }

    static LibraryServer started() throws InterruptedException {
        return started(new Draft_6455());
    }

    static LibraryServer started(Draft_6455 draft) throws InterruptedException {
        return started(draft, new DefaultWebSocketServerFactory());
    }

    /** {@code factory} makes what is between the socket and a connection. */
    static LibraryServer started(Draft_6455 draft, WebSocketServerFactory factory) throws InterruptedException {
        final LibraryServer server = new LibraryServer(draft);
        server.setWebSocketFactory(factory);
        server.start();
        if (!server.started.await(START_TIMEOUT_S, TimeUnit.SECONDS)) {
            throw new AssertionError("the library's server has not started within 20 s");
        }
        return server;
    }

    /** In a process of its own, which may be broken: says its port, then its errors. */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("port " + started().getPort());
        new CountDownLatch(1).await();
    }

    /** The connection that was opened last. */
    WebSocket last() {
        return last;
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
        last = connection;
    }

    @Override
    public void onMessage(WebSocket connection, String text) {
        connection.send(text);
    }

    @Override
    public void onMessage(WebSocket connection, ByteBuffer bytes) {
        connection.send(bytes);
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean isRemote) {
        System.out.println("closed " + code);
    }

    @Override
    public void onError(WebSocket connection, Exception failure) {
        System.out.println("error " + failure);
    }
}
