package io.tickwire.gateway;

import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * RFC 6455 case by case, after what Autobahn's test suite checks in its sections 1 to 7 and 9, over real sockets. Each
 * case is named by the section of the RFC, and sent whole and in portions of many sizes.
 */
@Timeout(180)
final class Rfc6455Test {
    /** Up to this length in portions of every size. */
    private static final int EVERY_CHOP_LIMIT_BYTES = 40;
    private static final int[] CHOPS = {1, 2, 3, 5, 7, 13, 64};
    private static final int LONG_BYTES = 5_000;

    @TempDir
    private static Path directory;
    private static EchoServer server;

    @BeforeAll
    static void start() {
        server = new EchoServer(directory, 0, EchoServer.MESSAGE_LIMIT_BYTES);
    }

    @AfterAll
    static void close() throws InterruptedException {
        Await.until(() -> "sockets are open: " + server.openSockets(), () -> server.openSockets() == 0);
        final long errors = server.counter(CounterId.ERRORS);
        server.close();
        assertEquals(0, errors, "errors on the server");
    }

    private static Stream<Rfc6455Case> framing() {
        return Rfc6455Framing.cases();
    }

    private static Stream<Rfc6455Case> closing() {
        return Rfc6455Closing.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"framing", "closing"})
    void shouldAnswerAsTheRfcSays(Rfc6455Case one) throws IOException {
        final int length = one.sent().length;
        final IntStream chops = length <= EVERY_CHOP_LIMIT_BYTES ? IntStream.rangeClosed(1, length)
            : length <= LONG_BYTES ? IntStream.concat(IntStream.of(CHOPS), IntStream.of(length))
            : IntStream.of(1_000, length);
        for (final int chop : chops.toArray()) {
            try (EchoClient client = new EchoClient(server.port()).open()) {
                client.sendInChops(one.sent(), chop);
                assertEquals(one.expected(), client.transcript(), "in portions of " + chop + " bytes");
            }
        }
    }

    @ParameterizedTest(name = "4.2.1 {0}")
    @CsvSource(delimiter = '|', value = {
        "the base                    | Host: test          | Host: test                           | 101",
        "names in any case           | Upgrade:            | uPGRADE:                             | 101",
        "websocket in any case       | : websocket         | : WebSocket                          | 101",
        "upgrade among others        | Connection: Upgrade | Connection: keep-alive, upgrade      | 101",
        "no space behind the colon   | Version: 13         | Version:13                           | 101",
        "a target with a query       | GET /any            | GET /a/b?c=d%20e&f                   | 101",
        "an unknown field            | Host: test          | Host: test\\r\\nX-Any: \u00e9        | 101",
        "an unknown sub-protocol     | Host: test          | Host: test\\r\\nSec-WebSocket-Protocol: soap, wamp | 101",
        "an extension                | Host: test          | Host: test\\r\\n"
            + "Sec-WebSocket-Extensions: permessage-deflate | 101",
        "another method              | GET                 | POST                                 | 405",
        "HTTP/1.0                    | HTTP/1.1            | HTTP/1.0                             | 505",
        "HTTP/2                      | HTTP/1.1            | HTTP/2                               | 505",
        "no target                   | GET /any            | GET                                  | 400",
        "no host                     | Host: test          | X-Host: test                         | 400",
        "two hosts                   | Host: test          | Host: test\\r\\nHost: test           | 400",
        "no upgrade                  | Upgrade: websocket  | X-Upgrade: websocket                 | 426",
        "another upgrade             | : websocket         | : h2c                                | 426",
        "no connection               | Connection: Upgrade | X-Connection: Upgrade                | 400",
        "another connection          | Connection: Upgrade | Connection: close                    | 400",
        "no version                  | Version: 13         | Versio: 13                           | 426",
        "version 8                   | Version: 13         | Version: 8                           | 426",
        "version 14                  | Version: 13         | Version: 14                          | 426",
        "no key                      | Sec-WebSocket-Key   | Sec-WebSocket-Kex                    | 400",
        "a key of 15 bytes           | dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25j            | 400",
        "a key of 17 bytes           | dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25jZSE=        | 400",
        "a key that is no Base64     | dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25jZ!==        | 400",
        "two keys                    | Host: test          | Host: test\\r\\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | 400",
        "a field without a colon     | Host: test          | Host: test\\r\\nHost                 | 400",
        "a space before the colon    | Host:               | Host :                               | 400"})
    void shouldAnswerHandshakesAsTheRfcSays(String what, String from, String to, int status) throws IOException {
        final String request = RawClient.handshake(null).replace(from, to.replace("\\r\\n", "\r\n"));
        final byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        for (final int chop : new int[]{1, 2, 50, bytes.length}) {
            try (EchoClient client = new EchoClient(server.port())) {
                final String head = client.sendInChops(bytes, chop).head();
                assertTrue(head.startsWith("HTTP/1.1 " + status + " "), () -> what + ": " + head);
                assertEquals(status == 101, head.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), head);
                assertFalse(head.contains("Sec-WebSocket-Extensions"), head);
                assertFalse(head.contains("Sec-WebSocket-Protocol"), head);
                assertEquals("Version: 13".equals(from) && status != 101,
                    head.contains("Sec-WebSocket-Version: 13"), head);
            }
        }
    }

    @Test
    void shouldTakeFramesInTheSamePacketAsTheHandshake() throws IOException {
        final byte[] all = Rfc6455Case.join(RawClient.handshake("tickwire.v1").getBytes(StandardCharsets.US_ASCII),
            Rfc6455Case.text("a"), Rfc6455Case.part(RawClient.TEXT, Rfc6455Case.utf8("b")), Rfc6455Case.ping("p"),
            Rfc6455Case.last(Rfc6455Case.utf8("c")), Rfc6455Case.close(1000, ""));
        for (int chop = 1; chop <= all.length; chop++) {
            try (EchoClient client = new EchoClient(server.port()).sendInChops(all, chop)) {
                final String head = client.head();
                assertTrue(head.contains("Sec-WebSocket-Protocol: tickwire.v1\r\n"), head);
                assertEquals("text(a) pong(70) text(bc) close(1000)", client.transcript(), "in portions of " + chop);
            }
        }
    }

    private static Stream<int[]> sizes() {
        return IntStream.of(0, 1, 125, 126, 127, 128, 65_535, 65_536, 1 << 20, EchoServer.MESSAGE_LIMIT_BYTES)
            .boxed().flatMap(size -> Stream.of(new int[]{RawClient.TEXT, size}, new int[]{RawClient.BINARY, size}));
    }

    private static byte[] payload(int opcode, int size) {
        final byte[] payload = new byte[size];
        if (opcode == RawClient.BINARY) {
            new Random(size).nextBytes(payload);
        } else {
            for (int i = 0; i < size; i++) {
                payload[i] = (byte) (' ' + i % 95);
            }
        }
        return payload;
    }

    private static IntStream chops(int length) {
        return length < 200 ? IntStream.rangeClosed(1, length)
            : length < 100_000 ? IntStream.of(1, 13, 125, 1_000, 16_384, 16_385, length)
            : length < 2 << 20 ? IntStream.of(64, 128, 1_000, 16_383, length) : IntStream.of(65_535, length);
    }

    @ParameterizedTest(name = "5.6 opcode and size {0}")
    @MethodSource("sizes")
    void shouldEchoEverySizeInEveryPortion(int[] kind) throws IOException {
        final byte[] payload = payload(kind[0], kind[1]);
        final byte[] frame = Rfc6455Case.whole(kind[0], payload);
        try (EchoClient client = new EchoClient(server.port()).open()) {
            for (final int chop : chops(frame.length).toArray()) {
                assertEcho(client.sendInChops(frame, chop), kind[0], payload);
            }
            assertEquals("close(1000)", client.send(Rfc6455Case.close(1000, "")).transcript());
        }
    }

    private static void assertEcho(EchoClient client, int opcode, byte[] payload) throws IOException {
        final RawClient.Message echo = client.next();
        assertEquals(opcode, echo.opcode(), echo::text);
        assertArrayEquals(payload, echo.payload());
    }

    @ParameterizedTest(name = "5.4 fragments of {0} bytes, {1} in all")
    @CsvSource({"64, 1048576", "256, 4194304", "1000, 4194304", "4096, 16777216", "65536, 16777216",
        "4194304, 16777216"})
    void shouldEchoLongMessagesInFragments(int fragmentBytes, int size) throws IOException {
        for (final int opcode : new int[]{RawClient.TEXT, RawClient.BINARY}) {
            final byte[] payload = payload(opcode, size);
            try (EchoClient client = new EchoClient(server.port()).open()) {
                for (int i = 0; i < size; i += fragmentBytes) {
                    final byte[] part = Arrays.copyOfRange(payload, i, Math.min(size, i + fragmentBytes));
                    client.send(Rfc6455Case.part(i == 0 ? opcode : 0, part));
                }
                assertEcho(client.send(Rfc6455Case.last()), opcode, payload);
            }
        }
    }

    @Test
    void shouldEndWhenTheClientEndsWithoutAClose() throws IOException {
        try (EchoClient client = new EchoClient(server.port()).open()) {
            client.send(Rfc6455Case.text("a"));
            assertEquals("a", client.next().text());
            client.socket.shutdownOutput();
            assertTrue(client.isAtEnd());
        }
    }
}
