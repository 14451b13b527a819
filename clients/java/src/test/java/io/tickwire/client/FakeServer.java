package io.tickwire.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves ticks 1 to n, tick i at position 3 i, in frames of random size; the same ticks to whoever resumes. Can cut
 * the TCP connection, leave a frame out, fall silent, close with a code, ask for tokens.
 */
final class FakeServer extends WebSocketServer implements AutoCloseable {
    static final String EPOCH = "18c2a6f3b1e0d4a7";
    static final String INSTRUMENTS =
        "[{\"id\":1,\"symbol\":\"BTCUSDT@usdm\",\"priceExponent\":-2,\"sizeExponent\":-3}]";
    static final long BASE = 1_723_161_471_000_000_000L;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final int tickCount;
    final SplittableRandom random;
    final AtomicInteger cutsLeft = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger silences = new AtomicInteger();
    final AtomicInteger gaps = new AtomicInteger();
    /** How many requests to resume named a time. */
    final AtomicInteger timeRequests = new AtomicInteger();
    /** How many of the gaps the server owns up to; those are not made good. */
    final AtomicInteger toldGaps = new AtomicInteger();
    volatile long lostFrom;
    volatile long lostThrough;
    /** What it closes with after a few frames, one code for each connection. */
    final Queue<Integer> closes = new ConcurrentLinkedQueue<>();
    /** What it was shown, with the handshake or in a request. */
    final List<String> tokens = new CopyOnWriteArrayList<>();
    /** Of its hello. */
    volatile String auth = "none";
    /** What it says after its last tick. */
    volatile String notice;
    /** What it names when it goes away, as JSON; null for none. */
    volatile String otherAddresses;
    volatile String resetReason;
    volatile String error;
    volatile int heartbeatMs = 60_000;
    volatile boolean snapshot = true;
    volatile JsonNode lastRequest;
    private final CountDownLatch started = new CountDownLatch(1);

    FakeServer(int tickCount, long seed) throws InterruptedException {
        super(new InetSocketAddress("127.0.0.1", 0), 1,
            List.of(new Draft_6455(List.of(), List.of(new Protocol("tickwire.v1")))));
        this.tickCount = tickCount;
        random = new SplittableRandom(seed);
        setReuseAddr(true);
        start();
        started.await();
    }

    String url() {
        return "ws://127.0.0.1:" + getPort();
    }

    static String tick(int i) {
        return "Q " + (BASE + i) + " BTCUSDT@usdm " + i + "x" + (i + 1) + "/" + (i + 2) + "x" + (i + 3);
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        connections.incrementAndGet();
        tokens.add(handshake.getFieldValue("Authorization"));
        socket.send("{\"op\":\"hello\",\"protocol\":\"tickwire.v1\",\"server\":\"fake\",\"epoch\":\"" + EPOCH
            + "\",\"heartbeatMs\":" + heartbeatMs + ",\"auth\":\"" + auth + "\"}");
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        try {
            answer(socket, MAPPER.readTree(text));
        } catch (final java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(WebSocket socket, JsonNode request) {
        lastRequest = request;
        final String op = request.path("op").asText();
        final String head = "{\"id\":" + request.path("id") + ",\"epoch\":\"" + EPOCH + "\",\"instruments\":"
            + INSTRUMENTS + ",\"unknown\":[],";
        if ("auth".equals(op)) {
            auth = "done";
            tokens.add(request.path("token").asText());
            socket.send("{\"op\":\"authenticated\",\"id\":1,\"subject\":\"alice\",\"expires\":1}");
        } else if ("required".equals(auth)) {
            throw new AssertionError("asked before a token was shown: " + request);
        } else if (error != null) {
            socket.send("{\"op\":\"error\",\"id\":" + request.path("id") + ",\"code\":\"" + error
                + "\",\"message\":\"no\"}");
        } else if ("ping".equals(op)) {
            socket.send("{\"op\":\"pong\",\"id\":1,\"time\":42}");
        } else if ("resume".equals(op) && resetReason == null) {
            final long position = request.has("time") ? before(request) : request.path("position").asLong();
            socket.send(head + "\"op\":\"resumed\",\"from\":" + position + ",\"head\":" + 3L * tickCount + "}");
            stream(socket, position);
        } else if ("resume".equals(op) || "subscribe".equals(op)) {
            socket.send(head + ("resume".equals(op) ? "\"op\":\"reset\",\"oldest\":0,\"reason\":\"" + resetReason + "\""
                : "\"op\":\"subscribed\"") + ",\"position\":0}");
            resetReason = null;
            if (snapshot) {
                socket.send(new FrameWriter().start(0, 0, BASE, FrameFlags.SNAPSHOT).quote(1, BASE, 1, 1, 1, 1)
                    .bytes());
            }
            stream(socket, 0);
        }
    }

    /** Tick i comes at BASE + i. */
    private long before(JsonNode request) {
        timeRequests.incrementAndGet();
        final Instant time = Instant.parse(request.path("time").asText());
        return 3 * (Duration.between(Instant.ofEpochSecond(0, BASE), time).toNanos() - 1);
    }

    /** One frame is at most 7 ticks; a range can begin and end between ticks. */
    private void stream(WebSocket socket, long position) {
        long from = position;
        final long end = 3L * tickCount;
        final int framesToCut = cutsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0
            ? random.nextInt(0, 40) : Integer.MAX_VALUE;
        int frames = 0;
        while (from < end) {
            if (frames++ == framesToCut) {
                cut(socket);
                return;
            }
            final long through = Math.min(end, from + random.nextInt(1, 22));
            if (frames == 5 && gaps.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                from = through;
                continue;
            }
            if (frames == 5 && toldGaps.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                lostFrom = from + 1;
                lostThrough = through;
                socket.send("{\"op\":\"gap\",\"from\":" + lostFrom + ",\"through\":" + lostThrough + "}");
                from = through;
                continue;
            }
            sendInParts(socket, frame(from, through));
            from = through;
            if (frames == 3 && !closes.isEmpty()) {
                close(socket, closes.remove());
                return;
            }
            if (frames == 3 && silences.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return;
            }
        }
        if (notice != null) {
            socket.send(notice);
        }
    }

    private void close(WebSocket socket, int code) {
        if (code == 1001) {
            socket.send("{\"op\":\"goingAway\",\"reconnectMs\":37"
                + (otherAddresses == null ? "" : ",\"addresses\":" + otherAddresses) + "}");
        }
        socket.close(code, "as told");
    }

    private void sendInParts(WebSocket socket, byte[] bytes) {
        if (random.nextInt(4) != 0) {
            socket.send(bytes);
            return;
        }
        final int middle = random.nextInt(1, bytes.length);
        socket.sendFragmentedFrame(org.java_websocket.enums.Opcode.BINARY, ByteBuffer.wrap(bytes, 0, middle).slice(),
            false);
        socket.sendFragmentedFrame(org.java_websocket.enums.Opcode.BINARY,
            ByteBuffer.wrap(bytes, middle, bytes.length - middle).slice(), true);
    }

    private static byte[] frame(long from, long through) {
        final FrameWriter writer = new FrameWriter().start(from, through, BASE, FrameFlags.REPLAY);
        for (long i = from / 3 + 1; i <= through / 3; i++) {
            writer.quote(1, BASE + i, i, i + 1, i + 2, i + 3);
        }
        return writer.bytes();
    }

    private static void cut(WebSocket socket) {
        try {
            ((java.nio.channels.SocketChannel) ((org.java_websocket.WebSocketImpl) socket).getChannel()).socket()
                .close();
        } catch (final java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        throw new AssertionError("the client sent a binary message");
    }

    @Override
    public void onError(WebSocket socket, Exception e) {
        System.out.println("fake server: " + e);
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
