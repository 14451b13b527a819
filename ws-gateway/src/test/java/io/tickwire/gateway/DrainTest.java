package io.tickwire.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.config.GatewayConfig;
import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The end of the server, as each kind of client sees it. */
@Timeout(60)
final class DrainTest {
    private static final int SPREAD_MS = 1_000;

    @TempDir
    private Path directory;
    private GatewayRig rig;
    private Thread stop;

    private void start(long drainTimeoutMs, String... otherAddresses) {
        rig = new GatewayRig(directory, new GatewayConfig("127.0.0.1", 0, 100, 65_536, 10, 4_096, 65_536,
            60_000 * GatewayRig.MS, 60_000 * GatewayRig.MS, drainTimeoutMs * GatewayRig.MS,
            SPREAD_MS * GatewayRig.MS, List.of(otherAddresses), 0, GatewayRig.NO_DEFLATE));
        rig.define("A@x");
    }

    private void drain() {
        stop = new Thread(rig.gateway::close, "drain");
        stop.start();
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        stop.join();
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        assertEquals(0, errors, "errors on the server");
    }

    @Test
    void shouldTellEachClientWhenToComeBack() throws IOException {
        start(30_000);
        final List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(rig.open());
        }
        drain();
        final Set<Long> times = new HashSet<>();
        for (final RawClient client : clients) {
            final JsonNode goingAway = client.answer();
            assertEquals("goingAway", goingAway.get("op").textValue());
            final long reconnectMs = goingAway.get("reconnectMs").longValue();
            assertTrue(reconnectMs >= 0 && reconnectMs <= SPREAD_MS, () -> reconnectMs + " ms");
            assertFalse(goingAway.has("addresses"), goingAway::toString);
            times.add(reconnectMs);
            assertEquals("1001 the server stops; connect again and resume", client.awaitClose());
            assertTrue(client.isAtEnd());
            client.close();
        }
        assertTrue(times.size() > 1, () -> "all come back after the same " + times + " ms");
    }

    @Test
    void shouldNameOtherServersWhereThereAreSome() throws IOException, InterruptedException {
        start(30_000, "wss://b.example:8800", "wss://[2001:db8::1]/feed");
        final RawClient client = rig.open();
        drain();
        assertEquals("[\"wss://b.example:8800\",\"wss://[2001:db8::1]/feed\"]",
            client.answer().get("addresses").toString());
        client.close();
    }

    @Test
    void shouldAnswerWhoHasNotFinishedItsHandshakeAndTakeNobodyNew() throws IOException, InterruptedException {
        start(30_000);
        final RawClient half = rig.client().raw("GET / HTTP/1.1\r\nHost: te");
        final RawClient open = rig.open();
        drain();
        assertTrue(half.head().startsWith("HTTP/1.1 503 "));
        half.close();
        assertTrue(open.awaitClose().startsWith("1001 "));
        open.close();
        stop.join();
        assertThrows(ConnectException.class, rig::client);
    }

    @Test
    void shouldNotWaitLongerThanTheTimeOutForWhoDoesNotRead() throws IOException, InterruptedException {
        start(200);
        final RawClient stalled = rig.client(4_096).open();
        stalled.ask("{'op':'subscribe','symbols':['A*']}", "subscribed");
        rig.quote(1, 1);
        stalled.readThrough(rig.head());
        Await.until(() -> "it never fell behind", () -> {
            rig.quote(1, 1);
            return rig.counter(CounterId.FANOUT_FELL_BEHIND) > 0;
        });
        drain();
        stop.join();
        assertEquals(1, rig.gateway.openSockets(), "the stalled one is cut with the fan-out threads");
    }
}
