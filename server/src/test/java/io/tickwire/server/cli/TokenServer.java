package io.tickwire.server.cli;

import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;

import javax.net.ssl.SSLContext;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Keeps the tokens that it is shown, answers the first request, says what it is told to, and closes. */
final class TokenServer extends WebSocketServer implements AutoCloseable {
    /** Of each handshake. */
    final List<String> tokens = new CopyOnWriteArrayList<>();
    /** What it closes a connection with after its notices; the last one stays open. */
    final Queue<Integer> closes = new ConcurrentLinkedQueue<>();
    /** Done after a token was shown, before anything is answered. */
    volatile Runnable whenShown = () -> { };
    private final String auth;
    private final List<String> notices;
    private final CountDownLatch started = new CountDownLatch(1);

    TokenServer(String auth, String... notices) throws InterruptedException {
        this(null, auth, notices);
    }

    /** With TLS where there is a context for it. */
    TokenServer(SSLContext tls, String auth, String... notices) throws InterruptedException {
        super(new InetSocketAddress("127.0.0.1", 0), 1,
            List.of(new Draft_6455(List.of(), List.of(new Protocol("tickwire.v1")))));
        this.auth = auth;
        this.notices = List.of(notices);
        setReuseAddr(true);
        if (tls != null) {
            setWebSocketFactory(new DefaultSSLWebSocketServerFactory(tls));
        }
        start();
        started.await();
    }

    String url() {
        return "ws://127.0.0.1:" + getPort();
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        tokens.add(handshake.getFieldValue("Authorization"));
        whenShown.run();
        socket.send("{\"op\":\"hello\",\"protocol\":\"tickwire.v1\",\"server\":\"fake\",\"epoch\":\"18c2a6f3b1e0d4a7\","
            + "\"heartbeatMs\":60000,\"auth\":\"" + auth + "\"}");
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        final boolean resumes = text.contains("\"resume\"");
        if (!resumes && !text.contains("\"subscribe\"")) {
            return;
        }
        final String id = text.replaceAll(".*\"id\":([0-9]+).*", "$1");
        socket.send("{\"id\":" + id + ",\"epoch\":\"18c2a6f3b1e0d4a7\",\"instruments\":[]," + (resumes
            ? "\"op\":\"resumed\",\"from\":5,\"head\":5}"
            : "\"op\":\"subscribed\",\"position\":5,\"notEntitled\":[\"IBM@Q\"]}"));
        notices.forEach(socket::send);
        final Integer code = closes.poll();
        if (code != null) {
            socket.close(code, "as told");
        }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        // Nothing depends on it.
    }

    @Override
    public void onError(WebSocket socket, Exception e) {
        System.out.println("token server: " + e);
    }

    @Override
    public void close() {
        try {
            stop(0);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
