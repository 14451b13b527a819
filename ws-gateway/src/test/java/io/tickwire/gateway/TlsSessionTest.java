package io.tickwire.gateway;

import io.tickwire.config.GatewayConfig;
import io.tickwire.config.GatewayLimits;
import io.tickwire.config.TlsConfig;
import io.tickwire.core.counters.CounterId;
import io.tickwire.gateway.wire.TlsContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The session protocol over TLS. */
@Timeout(60)
final class TlsSessionTest {
    private static final Path FILES = Path.of("src/test/resources/tls");
    private static final int SMALL_BUFFER = 4_096;
    private static final int TICKS = 20_000;
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);

    @TempDir
    private Path directory;
    private TlsContexts tls;
    private GatewayRig rig;
    private SSLContext trusting;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        tls = new TlsContexts(new TlsConfig(FILES.resolve("ec.crt"), FILES.resolve("ec.key"), 1),
            error -> {
                throw new AssertionError(error);
            }, System.currentTimeMillis() * GatewayRig.MS);
        start(GatewayRig.GATEWAY, GatewayRig.NO_LIMITS);
        final KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(FILES.resolve("ec.crt"))) {
            store.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        final TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        assertEquals(0, errors, "errors on the server");
    }

    private void start(GatewayConfig config, GatewayLimits limits) {
        rig = new GatewayRig(directory, GatewayRig.FANOUT, GatewayRig.NO_REPLAY, config, limits,
            new Security(tls, null, null, null));
        rig.define("A@x");
    }

    /** In place of the first one: one where nobody is cut because the time is up, but for a stop. */
    private void restartPatiently(GatewayLimits limits) throws IOException, InterruptedException {
        rig.close();
        start(new GatewayConfig("127.0.0.1", 0, 1_000, 65_536, 1_000, 0, 65_536, HOUR_NS, HOUR_NS,
            10_000 * GatewayRig.MS, 0, List.of(), 16_384, GatewayRig.NO_DEFLATE), limits);
    }

    private RawClient client(int receiveBufferBytes) throws IOException {
        return rig.client(trusting.getSocketFactory().createSocket(), receiveBufferBytes);
    }

    private static List<Long> bids(long from, long through) {
        return LongStream.rangeClosed(from, through).boxed().toList();
    }

    @Test
    void shouldServeAStalledAndAHealthyClientExactly() throws IOException {
        final RawClient healthy = client(0).open();
        healthy.ask("{'op':'subscribe','symbols':['A*']}", "subscribed");
        final RawClient stalled = client(SMALL_BUFFER).open();
        stalled.ask("{'op':'subscribe','symbols':['A*']}", "subscribed");
        for (int i = 1; i <= TICKS; i++) {
            rig.quote(1, i);
            if (i % 500 == 0) {
                healthy.readThrough(rig.head());
            }
        }
        assertEquals(bids(1, TICKS), healthy.ticks());
        stalled.readThrough(rig.head());
        assertEquals(bids(1, TICKS), stalled.ticks());
        healthy.raw(RawClient.frame(RawClient.FINAL | RawClient.CLOSE, (byte) 0x03, (byte) 0xE8));
        assertTrue(healthy.awaitClose().startsWith("1000"));
        assertTrue(healthy.isAtEnd());
        healthy.close();
        stalled.close();
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
        Await.until(() -> "sockets are open: " + rig.gateway.openSockets(), () -> rig.gateway.openSockets() == 0);
    }

    @Test
    void shouldServeOnWhileOthersAreSilentOrSpeakSomethingElse() throws IOException {
        final List<RawClient> strange = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            strange.add(rig.client());
            final RawClient plain = rig.client().raw(RawClient.handshake("tickwire.v1"));
            assertTrue(isCut(plain.socket), "the plain client is cut");
        }
        final RawClient client = client(0).open();
        client.ask("{'op':'ping'}", "pong");
        for (final RawClient silent : strange) {
            silent.close();
        }
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 1);
        Await.until(() -> "sockets are open: " + rig.gateway.openSockets(), () -> rig.gateway.openSockets() == 1);
    }

    /** An alert may come first, or the cut may drop it. */
    private static boolean isCut(Socket socket) {
        try {
            int next = 0;
            while (next >= 0) {
                next = socket.getInputStream().read();
            }
            return true;
        } catch (final IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    @Test
    void shouldAnswerEachOfManyRequestsThatComeAtOnce() throws IOException {
        final RawClient client = client(0).open();
        final String filler = " ".repeat(20_000);
        for (int i = 0; i < 30; i++) {
            client.send("{'op':'ping','id':" + i + "}" + filler);
        }
        for (int i = 0; i < 30; i++) {
            assertEquals(i, client.answer().get("id").intValue());
        }
    }

    @Test
    void shouldSayGoodbyeOverTlsToo() throws IOException, InterruptedException {
        final RawClient client = client(0).open();
        final Thread stop = new Thread(rig.gateway::close, "drain");
        stop.start();
        assertEquals("goingAway", client.answer().get("op").textValue());
        assertEquals("1001 the server stops; connect again and resume", client.awaitClose());
        assertTrue(client.isAtEnd());
        client.close();
        stop.join();
        assertEquals(0, rig.gateway.openSockets());
    }

    @Test
    void shouldNotHoldUpAStopForATlsHandshake() throws IOException, InterruptedException {
        restartPatiently(GatewayRig.NO_LIMITS);
        final RawClient silent = rig.client();
        Await.until(() -> "no connection came", () -> rig.gateway.openSockets() == 1);
        rig.gateway.close();
        assertTrue(isCut(silent.socket), "the silent client is cut");
        assertEquals(0, rig.gateway.openSockets());
    }
}
