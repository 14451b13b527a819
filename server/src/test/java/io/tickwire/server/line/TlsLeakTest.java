package io.tickwire.server.line;

import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Clients that are cut at every stage of the handshakes of TLS and of WebSocket: nothing is left of them. */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
final class TlsLeakTest {
    private static final int WARM_UP = 200;
    private static final int CONNECTIONS = 2_000;
    private static final int AT_ONCE = 10;
    /** All of both handshakes, and a request. */
    private static final int SENT_LIMIT_BYTES = 1_100;
    private static final int LIFE_LIMIT_MS = 500;
    private static final int HANDLES = 4;
    private static final long DIRECT_BYTES = 1 << 20;
    private static final long HEAP_BYTES = 8 << 20;

    private record Doomed(NioClient client, long endNs) {
    }

    @TempDir
    private Path directory;
    private final Random random = new Random();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 18);
    private final List<Doomed> open = new ArrayList<>();
    private TlsTransport tls;
    private int torn;

    @Test
    void shouldKeepNothingOfClientsThatAreCutInAHandshake() throws IOException {
        final long seed = System.nanoTime();
        System.out.println("TlsLeakTest seed " + seed);
        random.setSeed(seed);
        final List<String> settings = new ArrayList<>(List.of(TlsTransport.settings()));
        settings.addAll(List.of("gateway.connectionLimitPerAddress=0", "gateway.connectionRate=0",
            "gateway.connectionRatePerAddress=0"));
        try (LineFixture line = new LineFixture(directory, settings.toArray(String[]::new));
             Selector selector = Selector.open()) {
            tls = new TlsTransport(line.server().webSocketPort(), random);
            connectAndCut(line, selector, WARM_UP);
            final Level before = Level.now();
            connectAndCut(line, selector, CONNECTIONS);
            Await.until(() -> "back to " + before + ": " + Level.now(),
                () -> Level.now().isBackTo(before, HANDLES, DIRECT_BYTES, HEAP_BYTES));
            final long accepted = line.counter(CounterId.GATEWAY_ACCEPTED);
            System.out.println(torn + " cut within what they send, " + accepted + " came as far as WebSocket");
            assertTrue(torn > 200 && accepted > 50, "cut at every stage: " + torn + ", "
                + accepted);
            assertEquals(0, line.counter(CounterId.ERRORS), "errors on the server");
        }
    }

    private void connectAndCut(LineFixture line, Selector selector, int count) throws IOException {
        int started = 0;
        while (started < count || !open.isEmpty()) {
            while (started < count && open.size() < AT_ONCE) {
                started++;
                open.add(new Doomed(new NioClient(selector, line.server().webSocketPort(), this::torn,
                    NioClient.handshake("{\"op\":\"subscribe\",\"symbols\":[\"*\"]}"),
                    random.nextBoolean() ? null : bytes -> bytes.position(bytes.limit())),
                    System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(LIFE_LIMIT_MS))));
            }
            selector.select(key -> ((NioClient) key.attachment()).onReady(scratch), 1);
            open.removeIf(this::cut);
        }
        // The system gives a socket free only once the selector has let go of it.
        selector.selectNow();
        Await.until(() -> "connections open: " + line.counter(CounterId.GATEWAY_CONNECTIONS) + ", subscribers: "
            + line.counter(CounterId.FANOUT_SUBSCRIBERS), () -> line.counter(CounterId.GATEWAY_CONNECTIONS) == 0
            && line.counter(CounterId.FANOUT_SUBSCRIBERS) == 0);
    }

    private ByteChannel torn(ByteChannel socket) {
        return tls.apply(new TornChannel(socket, random.nextInt(SENT_LIMIT_BYTES), -1));
    }

    private boolean cut(Doomed doomed) {
        final boolean isTorn = !doomed.client.failure().isEmpty();
        final boolean isOver = isTorn || System.nanoTime() - doomed.endNs >= 0
            || doomed.client.isSent() && random.nextBoolean();
        if (isOver) {
            doomed.client.cut(random.nextBoolean());
            torn += isTorn ? 1 : 0;
        }
        return isOver;
    }
}
