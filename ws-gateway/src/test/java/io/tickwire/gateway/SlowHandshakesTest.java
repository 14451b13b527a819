package io.tickwire.gateway;

import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A thousand clients that never finish their handshake are in nobody's way. */
@Timeout(120)
final class SlowHandshakesTest {
    private static final int SLOW_CLIENTS = 1_000;
    private static final int REAL_CLIENTS = 100;
    private static final int SLOW_PER_ROUND = SLOW_CLIENTS / REAL_CLIENTS;

    @TempDir
    private Path directory;
    private GatewayRig rig;
    private final List<RawClient> slow = new ArrayList<>();

    @BeforeEach
    void start() {
        rig = new GatewayRig(directory, GatewayRig.GATEWAY);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        assertEquals(0, errors, "errors on the server");
    }

    /** Every second one sends a byte now and then, the others nothing. */
    private void trickle(int round) {
        final byte[] handshake = RawClient.handshake("tickwire.v1").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < slow.size(); i += 2) {
            try {
                slow.get(i).raw(handshake[round - i / SLOW_PER_ROUND]);
            } catch (final IOException e) {
                // It was cut, as it should be once its time is up.
                assertTrue(rig.counter(CounterId.GATEWAY_CLOSED_BY_SERVER) > 0, e::toString);
            }
        }
    }

    @Test
    void shouldLetInAllRealClientsAndCutTheOthers() throws IOException {
        final List<RawClient> real = new ArrayList<>();
        for (int i = 0; i < REAL_CLIENTS; i++) {
            for (int j = 0; j < SLOW_PER_ROUND; j++) {
                slow.add(rig.client());
            }
            trickle(i);
            real.add(rig.open());
        }
        assertEquals(SLOW_CLIENTS, slow.size());
        assertEquals(REAL_CLIENTS, rig.counter(CounterId.GATEWAY_CONNECTIONS));
        rig.awaitCounter(CounterId.GATEWAY_CLOSED_BY_SERVER, SLOW_CLIENTS);
        Await.until(() -> "sockets are open: " + rig.gateway.openSockets(),
            () -> rig.gateway.openSockets() == REAL_CLIENTS);
        for (final RawClient client : slow) {
            assertTrue(client.isAtEnd());
        }
        for (final RawClient client : real) {
            client.ask("{'op':'ping'}", "pong");
        }
        assertEquals(0, rig.counter(CounterId.GATEWAY_REFUSED));
    }
}
