package io.tickwire.server.line;

import io.tickwire.config.TokenAlgorithm;
import io.tickwire.core.counters.CounterId;
import io.tickwire.gateway.auth.TokenMint;
import io.tickwire.gateway.auth.TokenOrder;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.server.cli.LibraryLogs;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Hostile bytes over real sockets to a server that asks for tokens, without and with TLS: it serves a healthy client
 * all the time, reports no error, and keeps nothing. Run {@code .ci/fuzz} for longer; {@code -Dfuzz.seed} repeats what
 * is sent.
 */
@Timeout(850)
@EnabledOnOs(OS.LINUX)
final class SocketFuzzTest {
    private static final int HOSTILE_CLIENTS = 30;
    /** Fewer and for longer, so that they come as far as without TLS, whose handshakes take most of the time. */
    private static final int HOSTILE_TLS_CLIENTS = 15;
    private static final int LIFE_LIMIT_MS = 700;
    private static final int LIFE_LIMIT_TLS_MS = 2_000;
    /** The handshakes of TLS and of WebSocket, and some frames. */
    private static final int TORN_LIMIT_BYTES = 2_000;
    private static final long SLICE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long SERVED_LIMIT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long EVERYWHERE_LIMIT_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long QUOTE_INTERVAL_NS = 1_000_000;
    /** What the pools of the threads that send keep, and the first use of everything. */
    private static final long DIRECT_BYTES = 24 << 20;
    private static final long HEAP_BYTES = 32 << 20;
    private static final int HANDLES = 16;

    private record Hostile(NioClient client, long endNs) {
    }

    @TempDir
    private Path directory;
    private final Random random = new Random();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 18);
    private final List<Hostile> hostile = new ArrayList<>();
    private final CoverageCheck healthy = new CoverageCheck();
    private final AtomicBoolean isPublishing = new AtomicBoolean(true);
    private LineFixture line;
    private HostileBytes bytes;
    private UnaryOperator<ByteChannel> transport;
    private NioClient healthyClient;
    private int hostileClients;
    private int lifeLimitMs;
    private int sent;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldServeOnAndKeepNothingWhateverComes(boolean isTls) throws IOException, InterruptedException {
        final long seed = Long.getLong("fuzz.seed", System.nanoTime());
        final int seconds = Integer.getInteger("fuzz.seconds", 10);
        System.out.println("fuzz.seed " + seed + ", fuzz.seconds " + seconds + (isTls ? " with TLS" : " without TLS"));
        random.setSeed(seed);
        lifeLimitMs = isTls ? LIFE_LIMIT_TLS_MS : LIFE_LIMIT_MS;
        hostileClients = isTls ? HOSTILE_TLS_CLIENTS : HOSTILE_CLIENTS;
        LibraryLogs.warningsOnly();
        final Path secret = Files.writeString(directory.resolve("secret"), "0123456789abcdef".repeat(4));
        final List<String> settings = new ArrayList<>(List.of("auth.enabled=true", "auth.algorithm=HS256",
            "auth.keyFile=" + secret, "auth.issuer=fuzz", "auth.audience=tickwire", "auth.deadline=300ms",
            "auth.clockSkew=0s", "audit.directory=" + directory.resolve("audit"),
            "gateway.handshakeTimeout=" + (isTls ? "5s" : "500ms"),
            "gateway.closeTimeout=500ms", "gateway.pingInterval=59m", "gateway.idleTimeout=60m",
            "gateway.connectionLimitPerAddress=0", "gateway.connectionLimitPerSubject=0", "gateway.connectionRate=0",
            "gateway.connectionRatePerAddress=0"));
        if (isTls) {
            settings.addAll(List.of(TlsTransport.settings()));
        }
        try (LineFixture started = new LineFixture(directory, settings.toArray(String[]::new));
             Selector selector = Selector.open()) {
            line = started;
            transport = isTls ? new TlsTransport(port(), random) : UnaryOperator.identity();
            final TokenMint mint = new TokenMint(TokenAlgorithm.HS256, secret);
            bytes = new HostileBytes(random, List.of(token(mint, "eve", 3_600), token(mint, "mallory", 3_600),
                token(mint, "peggy", 3_600), token(mint, "trudy", 3), token(mint, "late", -60)), line.server().epoch());
            final Level before = Level.now();
            final Thread publishing = new Thread(this::publish, "feed");
            publishing.start();
            healthyClient = new NioClient(selector, port(), transport, NioClient.handshake(
                "Authorization: Bearer " + token(mint, "alice", 7_200),
                "{\"op\":\"subscribe\",\"symbols\":[\"*\"]}"), healthy);
            awaitServed(selector);
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            // On a busy machine, for longer: few get through their handshakes there.
            while (System.nanoTime() - endNs < 0
                || !hasComeEverywhere() && System.nanoTime() - endNs < EVERYWHERE_LIMIT_NS) {
                fuzz(selector);
                awaitServed(selector);
            }
            isPublishing.set(false);
            publishing.join();
            end(selector, before);
        }
    }

    private int port() {
        return line.server().webSocketPort();
    }

    /** A good token of a subject if it ends in the future. */
    private static String token(TokenMint mint, String subject, long leftS) {
        final long nowNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return mint.mint(new TokenOrder(subject, "fuzz", "tickwire", nowNs - TimeUnit.HOURS.toNanos(1),
            nowNs + TimeUnit.SECONDS.toNanos(leftS), null, null, null));
    }

    private void publish() {
        final BlockingFeed feed = line.feed();
        final int id = feed.onInstrument("FUZZ@x", -2, 0);
        for (long number = 1; isPublishing.get(); number++) {
            feed.onQuote(id, number, number, 1, number + 1, 1);
            LockSupport.parkNanos(QUOTE_INTERVAL_NS);
        }
    }

    private void fuzz(Selector selector) throws IOException {
        final long endNs = System.nanoTime() + SLICE_NS;
        while (System.nanoTime() - endNs < 0) {
            hostile.removeIf(this::cut);
            while (hostile.size() < hostileClients) {
                // Some read what comes, and throw it away; some read nothing.
                final NioClient.Intake intake = random.nextInt(4) == 0 ? null : come -> come.position(come.limit());
                final long lifeNs = TimeUnit.MILLISECONDS.toNanos(random.nextInt(lifeLimitMs));
                hostile.add(new Hostile(new NioClient(selector, port(), this::hostile, bytes.next(), intake),
                    System.nanoTime() + lifeNs));
                sent++;
            }
            turn(selector);
        }
    }

    /** With TLS on it or, where there is TLS, without; or with a byte changed that was right, or cut within. */
    private ByteChannel hostile(ByteChannel socket) {
        return switch (random.nextInt(6)) {
            case 0 -> socket;
            case 1 -> transport.apply(new TornChannel(socket, Integer.MAX_VALUE, random.nextInt(TORN_LIMIT_BYTES)));
            case 2 -> transport.apply(new TornChannel(socket, random.nextInt(TORN_LIMIT_BYTES), -1));
            default -> transport.apply(socket);
        };
    }

    private boolean cut(Hostile client) {
        final boolean isOver = System.nanoTime() - client.endNs >= 0 || !client.client.failure().isEmpty();
        if (isOver) {
            client.client.cut(random.nextBoolean());
        }
        return isOver;
    }

    private void turn(Selector selector) throws IOException {
        selector.select(key -> ((NioClient) key.attachment()).onReady(scratch), 5);
    }

    /** The healthy client is given what there is by now, in one piece. */
    private void awaitServed(Selector selector) throws IOException {
        final long position = line.counter(CounterId.JOURNAL_POSITION);
        final long startNs = System.nanoTime();
        while (healthy.through() < Math.max(0, position)) {
            turn(selector);
            assertEquals("", healthyClient.failure() + healthy.failure(), "the healthy client");
            assertTrue(System.nanoTime() - startNs < SERVED_LIMIT_NS,
                () -> "the healthy client was served through " + healthy.through() + " only, not " + position);
        }
        assertEquals(0, line.counter(CounterId.ERRORS), "errors on the server");
    }

    private void end(Selector selector, Level before) throws IOException {
        hostile.forEach(client -> client.client.close());
        healthyClient.close();
        // The system gives a socket free only once the selector has let go of it.
        selector.selectNow();
        Await.until(() -> "connections open: " + line.counter(CounterId.GATEWAY_CONNECTIONS) + ", subscribers: "
            + line.counter(CounterId.FANOUT_SUBSCRIBERS), () -> line.counter(CounterId.GATEWAY_CONNECTIONS) == 0
            && line.counter(CounterId.FANOUT_SUBSCRIBERS) == 0);
        Await.until(() -> "back to " + before + ": " + Level.now(),
            () -> Level.now().isBackTo(before, HANDLES, DIRECT_BYTES, HEAP_BYTES));
        assertEquals(0, line.counter(CounterId.ERRORS), "errors on the server");
        System.out.println(sent + " connections, " + line.counter(CounterId.GATEWAY_ACCEPTED) + " accepted, "
            + line.counter(CounterId.GATEWAY_REFUSED) + " refused, "
            + line.counter(CounterId.GATEWAY_CLOSED_BY_SERVER) + " closed by the server, "
            + line.counter(CounterId.GATEWAY_REQUEST_ERRORS) + " requests refused");
        assertTrue(hasComeEverywhere(), "it should have come to all parts of the server");
    }

    private boolean hasComeEverywhere() {
        return line.counter(CounterId.GATEWAY_REFUSED) > 0 && line.counter(CounterId.FANOUT_RESUMES) > 0
            && line.counter(CounterId.GATEWAY_REQUEST_ERRORS) > 0;
    }
}
