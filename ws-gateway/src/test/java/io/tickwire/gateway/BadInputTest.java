package io.tickwire.gateway;

import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever a client does wrong is answered with what was wrong, and a healthy client goes on. */
@Timeout(60)
final class BadInputTest {
    private static final int FINAL_TEXT = RawClient.FINAL | RawClient.TEXT;

    @TempDir
    private Path directory;
    private GatewayRig rig;
    private RawClient healthy;

    @BeforeEach
    void start() throws IOException {
        rig = new GatewayRig(directory, GatewayRig.GATEWAY);
        rig.define("A@x");
        healthy = rig.open();
        healthy.ask("{'op':'subscribe','symbols':['A*']}", "subscribed");
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        rig.quote(1, 4_711);
        healthy.readThrough(rig.head());
        assertTrue(healthy.ticks().contains(4_711L));
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        assertEquals(0, errors, "errors on the server");
    }

    /** Bytes after the handshake, and the code with which the server closes. */
    private void assertCloses(int code, byte[]... parts) throws IOException {
        final RawClient client = rig.open();
        for (final byte[] part : parts) {
            client.raw(part);
        }
        final String close = client.awaitClose();
        assertTrue(close.startsWith(code + " "), close);
        assertTrue(client.isAtEnd());
        client.close();
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void shouldRefuseBadRequestsAndKeepTheConnection() throws IOException {
        final RawClient client = rig.open();
        assertEquals("BAD_JSON", client.refusal("hello"));
        assertEquals("UNKNOWN_OP", client.refusal("{'op':'buy'}"));
        assertEquals("BAD_REQUEST", client.refusal("{'op':'subscribe','symbols':'A'}"));
        assertEquals("BAD_SYMBOL", client.refusal("{'op':'subscribe','symbols':['A@B@C']}"));
        assertEquals("TOO_MANY_SYMBOLS", client.refusal("{'op':'subscribe','symbols':["
            + names(0, 5_000) + "]}"));
        client.ask("{'op':'subscribe','symbols':['NONE@x']}", "subscribed");
        assertEquals("UNKNOWN_SYMBOL", client.answer().get("code").textValue());
        assertEquals(5, rig.counter(CounterId.GATEWAY_REQUEST_ERRORS));
        client.ask("{'op':'ping'}", "pong");
    }

    @Test
    void shouldCountWhatOnlyFanoutCanRefuse() throws IOException {
        final RawClient client = rig.open();
        assertEquals("NOT_SUBSCRIBED", client.refusal("{'op':'mode','mode':'conflated'}"));
        assertEquals(1, rig.counter(CounterId.GATEWAY_REQUEST_ERRORS));
        client.ask("{'op':'subscribe','symbols':[" + names(0, 600) + "]}", "subscribed");
        assertEquals("TOO_MANY_SYMBOLS", client.refusal("{'op':'subscribe','symbols':[" + names(600, 1_001) + "]}"));
        assertEquals(2, rig.counter(CounterId.GATEWAY_REQUEST_ERRORS));
    }

    private static String names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "'A" + i + "'").collect(Collectors.joining(","));
    }

    @Test
    void shouldAnswerAnIdThatUtf8CantHold() throws IOException {
        final RawClient client = rig.open();
        final String lone = "\\ud800";
        assertEquals("\ud800", client.ask("{'op':'subscribe','id':'" + lone + "','symbols':['A*']}", "subscribed")
            .get("id").textValue());
    }

    @Test
    void shouldCloseForMessagesOfTheWrongKindOrSize() throws IOException {
        assertCloses(1003, RawClient.frame(RawClient.FINAL | RawClient.BINARY, ascii("{}")));
        assertCloses(1009, RawClient.frame(FINAL_TEXT, new byte[65_537]));
        assertCloses(1009, new byte[]{(byte) FINAL_TEXT, (byte) 0xFF, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3, 4});
        assertCloses(1007, RawClient.frame(FINAL_TEXT, (byte) 0xC3, (byte) 0x28));
        assertCloses(1007, RawClient.frame(FINAL_TEXT, (byte) 0xE2, (byte) 0x82));
    }

    @Test
    void shouldCloseForFramesAgainstTheProtocol() throws IOException {
        assertCloses(1002, new byte[]{(byte) FINAL_TEXT, 2, '{', '}'});
        assertCloses(1002, new byte[]{(byte) FINAL_TEXT}, new byte[]{2}, new byte[]{'{', '}'});
        assertCloses(1002, RawClient.frame(FINAL_TEXT | 0x40, ascii("{}")));
        assertCloses(1002, RawClient.frame(FINAL_TEXT | 0x10, ascii("{}")));
        assertCloses(1002, RawClient.frame(RawClient.FINAL | 3, ascii("{}")));
        assertCloses(1002, RawClient.frame(RawClient.FINAL | 15, ascii("{}")));
        assertCloses(1002, RawClient.frame(RawClient.FINAL | RawClient.PING, new byte[126]));
        assertCloses(1002, RawClient.frame(RawClient.PING, ascii("x")));
        assertCloses(1002, RawClient.frame(RawClient.FINAL, ascii("{}")));
        assertCloses(1002, RawClient.frame(0, ascii("{}")));
        assertCloses(1002, RawClient.frame(RawClient.TEXT, ascii("{")), RawClient.frame(FINAL_TEXT, ascii("{}")));
    }

    @Test
    void shouldTakeARequestInFragmentsWithAPingBetween() throws IOException {
        final RawClient client = rig.open();
        client.raw(RawClient.frame(RawClient.TEXT, ascii("{\"op\":")));
        client.raw(RawClient.frame(RawClient.FINAL | RawClient.PING, ascii("p")));
        client.raw(RawClient.frame(0, ascii("\"pi")));
        client.raw(RawClient.frame(RawClient.FINAL, ascii("ng\"}")));
        // The two go different ways, so that either may be first.
        assertEquals(Set.of(RawClient.PONG, RawClient.TEXT), Set.of(client.next().opcode(), client.next().opcode()));
    }

    @Test
    void shouldEndAMessageWithoutEnd() throws IOException {
        for (final int length : new int[]{0, 1_000}) {
            final RawClient client = rig.open();
            client.raw(RawClient.frame(RawClient.TEXT, ascii("{")));
            final byte[] fragment = RawClient.frame(0, new byte[length]);
            try {
                for (int i = 0; i < 2_000; i++) {
                    client.raw(fragment);
                }
            } catch (final SocketException e) {
                assertTrue(length > 0 || rig.counter(CounterId.GATEWAY_CLOSED_BY_SERVER) > 0, "closed already");
            }
            final String close = client.awaitClose();
            assertTrue(close.startsWith("1009 "), close);
            client.close();
            rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 1);
        }
    }
}
