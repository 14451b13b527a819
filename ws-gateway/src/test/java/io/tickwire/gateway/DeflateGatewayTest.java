package io.tickwire.gateway;

import io.tickwire.config.DeflateConfig;
import io.tickwire.core.counters.CounterId;
import io.tickwire.gateway.deflate.Deflated;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Compression over real sockets, from the offer in the handshake to the close codes. */
@Timeout(60)
final class DeflateGatewayTest {
    private static final int DEFLATED_TEXT = RawClient.FINAL | RawClient.DEFLATED | RawClient.TEXT;
    private static final int SUBSCRIBERS = 100;
    private static final int QUOTES = 2_000;
    private static final int CONNECTIONS = 100;

    @TempDir
    private Path directory;
    private GatewayRig rig;

    @BeforeEach
    void start() {
        rig = new GatewayRig(directory, GatewayRig.gateway(new DeflateConfig(true, 300)));
        rig.define("A@x");
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        assertEquals(0, errors, "errors on the server");
    }

    private static String handshake(String offers) {
        return RawClient.handshake("tickwire.v1").replace("\r\n\r\n",
            "\r\nSec-WebSocket-Extensions: " + offers + "\r\n\r\n");
    }

    @Test
    void shouldAnswerTheOffer() throws IOException {
        assertTrue(rig.client().raw(handshake("permessage-deflate; server_max_window_bits=15")).head().contains(
            "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                + "server_max_window_bits=15\r\n"));
        assertEquals(-1, rig.client().raw(handshake("permessage-deflate; server_max_window_bits=10")).head()
            .indexOf("Extensions"));
        assertEquals(-1, rig.client().raw(RawClient.handshake("tickwire.v1")).head().indexOf("Extensions"));
        final RawClient bad = rig.client().raw(handshake("permessage-deflate;"));
        assertTrue(bad.head().startsWith("HTTP/1.1 400 "), "malformed");
        rig.openDeflated().ask("{'op':'ping'}", "pong");
    }

    @Test
    void shouldSendEverySubscriberTheSameWithOneCompression() throws IOException {
        final List<RawClient> deflated = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            deflated.add(rig.openDeflated());
        }
        final RawClient plain = rig.open();
        plain.ask("{'op':'subscribe','symbols':['A*']}", "subscribed");
        for (final RawClient client : deflated) {
            client.ask("{'op':'subscribe','symbols':['A*']}", "subscribed");
        }
        // Whoever is in step gets heartbeats of the whole group.
        deflated.forEach(client -> Await.until(() -> "no heartbeat", () -> readHeartbeat(client)));
        for (long bid = 0; bid < QUOTES; bid++) {
            rig.quote(1, bid);
        }
        plain.readThrough(rig.head());
        assertEquals(LongStream.range(0, QUOTES).boxed().toList(), plain.ticks());
        int most = 0;
        long replayed = 0;
        for (final RawClient client : deflated) {
            client.readThrough(rig.head());
            assertEquals(plain.ticks(), client.ticks());
            most = Math.max(most, client.deflatedCount());
            replayed += client.bids('R').size();
        }
        assertTrue(most > 0, "nothing came compressed");
        if (replayed == 0) {
            assertEquals(most, rig.counter(CounterId.GATEWAY_DEFLATED_FRAMES), "frames compressed");
        }
        assertTrue(rig.counter(CounterId.GATEWAY_DEFLATED_FRAMES) < 5L * most, "frames are compressed for all at once");
    }

    private static boolean readHeartbeat(RawClient client) {
        try {
            return client.next().opcode() == RawClient.BINARY;
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Bytes after the handshake, and the code with which the server closes. */
    private void assertCloses(int code, byte[]... parts) throws IOException {
        final RawClient client = rig.openDeflated();
        for (final byte[] part : parts) {
            client.raw(part);
        }
        final String close = client.awaitClose();
        assertTrue(close.startsWith(code + " "), close);
        assertTrue(client.isAtEnd());
        client.close();
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
    }

    private static byte[] deflated(String text) {
        return RawClient.frame(DEFLATED_TEXT, Deflated.of(text));
    }

    @Test
    void shouldTakeCompressedRequests() throws IOException {
        final RawClient client = rig.openDeflated();
        for (int i = 0; i < 10; i++) {
            client.raw(deflated("{\"op\":\"ping\",\"id\":" + i + "}"));
            assertEquals(i, client.answer().get("id").intValue());
            client.ask("{'op':'ping','id':'plain'}", "pong");
        }
        client.raw(deflated(""));
        assertEquals("BAD_JSON", client.answer().get("code").textValue());
    }

    @Test
    void shouldTakeACompressedRequestInFragmentsWithAPingBetween() throws IOException {
        final RawClient client = rig.openDeflated();
        final byte[] data = Deflated.of("{\"op\":\"ping\"}");
        client.raw(RawClient.frame(RawClient.DEFLATED | RawClient.TEXT, Arrays.copyOf(data, 5)));
        client.raw(RawClient.frame(RawClient.FINAL | RawClient.PING, (byte) 'p'));
        assertEquals(RawClient.PONG, client.next().opcode());
        client.raw(RawClient.frame(RawClient.FINAL, Arrays.copyOfRange(data, 5, data.length)));
        assertEquals(RawClient.TEXT, client.next().opcode());
    }

    @Test
    void shouldCloseForWhatCantBeInflated() throws IOException {
        assertCloses(1009, RawClient.frame(DEFLATED_TEXT, Deflated.of(9, new byte[65_537])));
        assertCloses(1009, RawClient.frame(DEFLATED_TEXT, Deflated.of(9, new byte[1 << 24])));
        assertCloses(1007, RawClient.frame(DEFLATED_TEXT, (byte) 7));
        assertCloses(1007, RawClient.frame(DEFLATED_TEXT, Deflated.of(9, new byte[]{(byte) 0xC3, 0x28})));
        assertCloses(1003, RawClient.frame(RawClient.FINAL | RawClient.DEFLATED | RawClient.BINARY, Deflated.of("{}")));
        assertEquals(5, rig.counter(CounterId.GATEWAY_CLOSED_BY_SERVER));
    }

    @Test
    void shouldCloseForReservedBitsAgainstTheRules() throws IOException {
        final byte[] first = RawClient.frame(RawClient.DEFLATED | RawClient.TEXT, (byte) 0);
        assertCloses(1002, RawClient.frame(RawClient.FINAL | RawClient.TEXT | 0x20, (byte) 0));
        assertCloses(1002, RawClient.frame(DEFLATED_TEXT | 0x10, (byte) 0));
        assertCloses(1002, RawClient.frame(RawClient.FINAL | RawClient.DEFLATED | RawClient.PING));
        assertCloses(1002, first, RawClient.frame(RawClient.FINAL | RawClient.DEFLATED, (byte) 0));
        assertCloses(1002, first, first);
        assertCloses(1002, RawClient.frame(RawClient.FINAL | RawClient.DEFLATED, (byte) 0));
        final RawClient notAgreed = rig.open();
        notAgreed.raw(deflated("{}"));
        assertTrue(notAgreed.awaitClose().startsWith("1002 "));
    }

    @Test
    void shouldServeOnWhateverComes() throws IOException {
        final long seed = System.nanoTime();
        System.out.println("DeflateGatewayTest seed " + seed);
        final Random random = new Random(seed);
        final RawClient healthy = rig.openDeflated();
        for (int i = 0; i < CONNECTIONS; i++) {
            final RawClient hostile = rig.openDeflated();
            try {
                for (int j = random.nextInt(4); j >= 0; j--) {
                    hostile.raw(anything(random));
                }
            } catch (final IOException e) {
                // The server has closed already, as it should.
                assertEquals(0, rig.counter(CounterId.ERRORS), e::toString);
            }
            hostile.close();
        }
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 1);
        assertEquals("pong", healthy.ask("{'op':'ping'}", "pong").get("op").textValue());
    }

    private static byte[] anything(Random random) {
        final byte[] data = Deflated.of("{\"op\":\"ping\",\"id\":\"" + random.nextLong() + "\"}");
        for (int i = random.nextInt(3); i > 0; i--) {
            data[random.nextInt(data.length)] = (byte) random.nextInt();
        }
        final int first = Set.of(0, 1).contains(random.nextInt(3)) ? DEFLATED_TEXT : random.nextInt(256);
        return RawClient.frame(first, Arrays.copyOf(data, 1 + random.nextInt(data.length)));
    }
}
