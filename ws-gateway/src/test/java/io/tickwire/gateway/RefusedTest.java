package io.tickwire.gateway;

import io.tickwire.config.GatewayConfig;
import io.tickwire.config.GatewayLimits;
import io.tickwire.core.counters.CounterId;
import io.tickwire.gateway.wire.TlsContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who is not let in is told why, over TLS too, and can't hold the server's sockets by staying. */
@Timeout(60)
final class RefusedTest {
    private static final int REFUSED = 300;
    private static final int REFUSED_LIMIT = 256;
    /** Longer than any test waits. */
    private static final long TIMEOUT_NS = 60_000 * GatewayRig.MS;

    @TempDir
    private Path directory;
    private GatewayRig rig;
    private boolean isTls;

    private void start(boolean withTls) {
        start(withTls, 1, false);
    }

    private void start(boolean withTls, int perAddress, boolean isProxied) {
        isTls = withTls;
        final TlsContexts tls = isTls ? TestTls.server(error -> {
            throw new AssertionError(error);
        }) : null;
        rig = new GatewayRig(directory, GatewayRig.FANOUT, GatewayRig.NO_REPLAY, new GatewayConfig("127.0.0.1", 0,
            100, 65_536, 10, 0, 65_536, TIMEOUT_NS, TIMEOUT_NS, TIMEOUT_NS, 0, List.of(), 0, GatewayRig.NO_DEFLATE),
            new GatewayLimits(perAddress, 0, 0, 0, 0, List.of("*"), false, TIMEOUT_NS, 2 * TIMEOUT_NS, isProxied,
                isProxied ? List.of("127.0.0.0/8") : List.of()),
            new Security(tls, null, null, null));
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        assertEquals(0, errors, "errors on the server");
    }

    private RawClient client() throws IOException {
        return isTls ? rig.client(TestTls.client().getSocketFactory().createSocket(), 0) : rig.client();
    }

    private void awaitSockets(int limit) {
        Await.until(() -> "sockets are open: " + rig.gateway.openSockets(), () -> rig.gateway.openSockets() <= limit);
    }

    @ParameterizedTest(name = "TLS {0}")
    @ValueSource(booleans = {false, true})
    void shouldSayWhichLimitItIs(boolean withTls) throws IOException {
        start(withTls);
        final RawClient first = client().open();
        final RawClient second = client().raw(RawClient.handshake("tickwire.v1"));
        assertTrue(second.head().startsWith("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\n"));
        second.close();
        awaitSockets(1);
        first.ask("{'op':'ping'}", "pong");
        assertEquals(1, rig.counter(CounterId.LIMIT_ADDRESS));
        assertEquals(1, rig.counter(CounterId.GATEWAY_REFUSED));
    }

    /** They send nothing, do not close, and count for no address. */
    @Test
    void shouldHoldOnlySoManyOpen() throws IOException {
        start(false);
        final RawClient first = client().open();
        for (int i = 0; i < REFUSED; i++) {
            rig.client();
        }
        rig.awaitCounter(CounterId.LIMIT_ADDRESS, REFUSED);
        awaitSockets(1 + REFUSED_LIMIT);
        assertEquals(1 + REFUSED_LIMIT, rig.gateway.openSockets());
        first.ask("{'op':'ping'}", "pong");
    }

    @Test
    void shouldTakeTheNextOnceOthersHaveGone() throws IOException {
        start(false);
        final RawClient first = client().open();
        for (int i = 0; i < 2 * REFUSED_LIMIT; i++) {
            final RawClient refused = client();
            assertTrue(refused.head().startsWith("HTTP/1.1 429 "));
            refused.close();
            awaitSockets(1);
        }
        first.ask("{'op':'ping'}", "pong");
    }

    /** Each piece of what is no header could be refused anew. */
    @Test
    void shouldCutOnceWhoSendsNoProxyHeaderBeforeTls() throws IOException {
        start(true, 0, true);
        for (int i = 0; i < REFUSED; i++) {
            final RawClient plain = rig.client();
            plain.raw(RawClient.handshake("tickwire.v1"));
        }
        awaitSockets(0);
        rig.awaitCounter(CounterId.LIMIT_HANDSHAKE, REFUSED);
    }

    /** Without the client's part of the handshake nothing can be said to it. */
    @Test
    void shouldNotWaitAtAStopForWhoIsSilentOverTls() throws IOException {
        start(true);
        rig.client();
        Await.until(() -> "nobody came", () -> rig.gateway.openSockets() == 1);
        final Thread stop = new Thread(rig.gateway::close, "drain");
        stop.start();
        Await.until(() -> "the gateway still waits", () -> !stop.isAlive());
        assertEquals(0, rig.gateway.openSockets());
    }
}
