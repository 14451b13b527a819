package io.tickwire.gateway;

import io.tickwire.config.GatewayConfig;
import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Handshakes that do not end, or are too long, hold nothing. */
@Timeout(60)
final class HandshakeTest {
    @TempDir
    private Path directory;
    private GatewayRig rig;

    private void start(long handshakeTimeoutMs) {
        rig = new GatewayRig(directory, new GatewayConfig("127.0.0.1", 0, 100, 65_536, 10, 0, 65_536,
            1_000 * GatewayRig.MS, handshakeTimeoutMs * GatewayRig.MS, 10_000 * GatewayRig.MS, 0, List.of(), 0,
            GatewayRig.NO_DEFLATE));
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        assertEquals(0, errors, "errors on the server");
    }

    private void awaitSockets(int count) {
        Await.until(() -> "sockets are open: " + rig.gateway.openSockets(), () -> rig.gateway.openSockets() == count);
    }

    @Test
    void shouldCutWhoDoesNotFinishTheHandshakeAndNobodyElse() throws IOException {
        start(500);
        final RawClient silent = rig.client();
        final RawClient half = rig.client().raw("GET / HTTP/1.1\r\nHost: te");
        final RawClient healthy = rig.open();
        assertTrue(silent.isAtEnd());
        assertTrue(half.isAtEnd());
        awaitSockets(1);
        assertEquals("pong", healthy.ask("{'op':'ping'}", "pong").get("op").textValue());
        assertEquals(1, rig.counter(CounterId.GATEWAY_CONNECTIONS));
        assertEquals(2, rig.counter(CounterId.LIMIT_HANDSHAKE));
    }

    @Test
    void shouldCutAHandshakeWithoutEnd() throws IOException {
        start(60_000);
        final RawClient endless = rig.client().raw("GET / HTTP/1.1\r\n");
        final String line = "X-Filler: " + "x".repeat(1_000) + "\r\n";
        for (int i = 0; i < 40; i++) {
            endless.raw(line);
        }
        assertTrue(endless.head().startsWith("HTTP/1.1 431 "));
        endless.close();
        awaitSockets(0);
        assertEquals("pong", rig.open().ask("{'op':'ping'}", "pong").get("op").textValue());
    }
}
