package io.tickwire.gateway;

import io.tickwire.config.GatewayLimits;
import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who is let in, over real sockets: by address, behind proxies, by origin; and who is put out for its manners. */
@Timeout(60)
final class AdmissionTest {
    private static final String LOOPBACK = "127.0.0.0/8";
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

    @TempDir
    private Path directory;
    private GatewayRig rig;

    private void start(int perAddress, int messageRate, List<String> origins, boolean proxyProtocol,
                       List<String> trusted, long idleMs) {
        rig = new GatewayRig(directory, GatewayRig.FANOUT, GatewayRig.NO_REPLAY, GatewayRig.GATEWAY,
            new GatewayLimits(perAddress, 0, 0, 0, messageRate, origins, false, idleMs / 4 * GatewayRig.MS,
                idleMs * GatewayRig.MS, proxyProtocol, trusted));
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        assertEquals(0, errors, "errors on the server");
    }

    private static String handshake(String... fields) {
        final String handshake = RawClient.handshake("tickwire.v1");
        final StringBuilder more = new StringBuilder(handshake.substring(0, handshake.length() - 2));
        for (final String field : fields) {
            more.append(field).append("\r\n");
        }
        return more.append("\r\n").toString();
    }

    /** As a load balancer sends it before all else. */
    private static byte[] proxied(int lastByte) {
        return ByteBuffer.allocate(28).put(SIGNATURE).put((byte) 0x21).put((byte) 0x11).putShort((short) 12)
            .put(new byte[]{(byte) 192, 0, 2, (byte) lastByte, 127, 0, 0, 1}).putShort((short) 4_000)
            .putShort((short) 443).array();
    }

    @Test
    void shouldLetAnAddressInAgainOnceOneOfItsConnectionsHasEnded() throws IOException {
        start(2, 0, List.of("*"), false, List.of(), 60_000);
        final RawClient first = rig.open();
        rig.open();
        final RawClient third = rig.client();
        assertTrue(third.head().startsWith("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\n"));
        rig.awaitCounter(CounterId.LIMIT_ADDRESS, 1);
        third.close();
        first.close();
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 1);
        rig.open();
    }

    @Test
    void shouldCountTheClientsOfATrustedProxyEachForItself() throws IOException {
        start(1, 0, List.of("*"), false, List.of(LOOPBACK), 60_000);
        rig.client().raw(handshake("X-Forwarded-For: 203.0.113.9, 192.0.2.1")).greeted();
        rig.client().raw(handshake("X-Forwarded-For: 203.0.113.9, 192.0.2.2")).greeted();
        assertTrue(rig.client().raw(handshake("X-Forwarded-For: 192.0.2.2")).head().startsWith("HTTP/1.1 429 "));
    }

    @Test
    void shouldNotBelieveAProxyThatIsNotTrusted() throws IOException {
        start(1, 0, List.of("*"), false, List.of("192.0.2.0/24"), 60_000);
        rig.client().raw(handshake("X-Forwarded-For: 203.0.113.1")).greeted();
        assertTrue(rig.client().raw(handshake("X-Forwarded-For: 203.0.113.2")).head().startsWith("HTTP/1.1 429 "));
    }

    @Test
    void shouldTakeTheAddressFromAProxyHeaderInPieces() throws IOException {
        start(1, 0, List.of("*"), true, List.of(LOOPBACK), 60_000);
        final RawClient pieces = rig.client();
        for (final byte one : proxied(1)) {
            pieces.raw(one);
        }
        pieces.raw(RawClient.handshake("tickwire.v1")).greeted();
        rig.client().raw(proxied(2)).raw(RawClient.handshake("tickwire.v1")).greeted();
        assertTrue(rig.client().raw(proxied(1)).raw(RawClient.handshake("tickwire.v1")).head()
            .startsWith("HTTP/1.1 429 "));
    }

    @Test
    void shouldRefuseATrustedProxyWithoutItsHeader() throws IOException {
        start(0, 0, List.of("*"), true, List.of(LOOPBACK), 60_000);
        assertTrue(rig.client().raw(RawClient.handshake("tickwire.v1")).head().startsWith("HTTP/1.1 400 "));
    }

    @Test
    void shouldRefuseAPageThatIsNotListedAndNoProgram() throws IOException {
        start(0, 0, List.of("https://good.example"), false, List.of(), 60_000);
        rig.client().raw(handshake("Origin: https://good.example")).greeted();
        rig.open();
        assertTrue(rig.client().raw(handshake("Origin: https://evil.example")).head().startsWith("HTTP/1.1 403 "));
        rig.awaitCounter(CounterId.LIMIT_ORIGIN, 1);
        assertTrue(rig.client().raw(handshake("Origin: https://good.example", "Origin: https://good.example")).head()
            .startsWith("HTTP/1.1 400 "));
    }

    @Test
    void shouldCloseWhoSendsTooManyMessages() throws IOException {
        start(0, 10, List.of("*"), false, List.of(), 60_000);
        final RawClient client = rig.open();
        final byte[] ping = RawClient.frame(RawClient.FINAL | RawClient.PING);
        final ByteBuffer pings = ByteBuffer.allocate(21 * ping.length);
        while (pings.hasRemaining()) {
            pings.put(ping);
        }
        client.raw(pings.array());
        final String close = client.awaitClose();
        assertTrue(close.startsWith("4004 at most 10 messages a second"), close);
        rig.awaitCounter(CounterId.LIMIT_MESSAGE_RATE, 1);
    }

    @Test
    void shouldCloseWhoIsNotHeardOfAndKeepWhoAnswersPings() throws IOException {
        start(0, 0, List.of("*"), false, List.of(), 400);
        final RawClient silent = rig.open();
        final RawClient polite = rig.open();
        int pings = 0;
        while (pings < 8) {
            if (polite.next().opcode() == RawClient.PING) {
                polite.raw(RawClient.frame(RawClient.FINAL | RawClient.PONG));
                pings++;
            }
        }
        final String close = silent.awaitClose();
        assertTrue(close.startsWith("4005 nothing was heard of you"), close);
        rig.awaitCounter(CounterId.LIMIT_IDLE, 1);
        assertEquals("pong", polite.ask("{'op':'ping'}", "pong").get("op").textValue());
    }
}
