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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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

    /** From before the socket is opened until the greeting has come. */
    private static void print(long[] connectNs) {
        Arrays.sort(connectNs);
        System.out.printf(Locale.ROOT, "SlowHandshakesTest: beside up to %d slow handshakes, %d clients connected in "
            + "%.1f ms (median), %.1f ms at most%n", SLOW_CLIENTS, REAL_CLIENTS,
            connectNs[REAL_CLIENTS / 2] / 1e6, connectNs[REAL_CLIENTS - 1] / 1e6);
    }

    @Test
    void shouldLetInAllRealClientsAndCutTheOthers() throws IOException {
        final List<RawClient> real = new ArrayList<>();
        final long[] connectNs = new long[REAL_CLIENTS];
        for (int i = 0; i < REAL_CLIENTS; i++) {
            for (int j = 0; j < SLOW_PER_ROUND; j++) {
                slow.add(rig.client());
            }
            trickle(i);
            final long startNs = System.nanoTime();
            real.add(rig.open());
            connectNs[i] = System.nanoTime() - startNs;
        }
        print(connectNs);
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
