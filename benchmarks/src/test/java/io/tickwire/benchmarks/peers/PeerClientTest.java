package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.load.ReadBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

@Timeout(60)
class PeerClientTest {
    private static final int MESSAGES = 20_000;
    private static final String ACCEPT = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";

    private final ReadBuffer in = ReadBuffer.own(PeerSession.READ_BYTES);
    private final Deliveries deliveries = new Deliveries();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        deliveries.begin(0);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] stamp(int sequence) {
        final byte[] bytes = new byte[Stamp.LENGTH];
        Stamp.put(new UnsafeBuffer(bytes), 0, 1, sequence);
        return bytes;
    }

    private static byte[] frame(byte[] payload) {
        final ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) 0x82);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        final byte[] bytes = new byte[frame.put(payload).flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** Answers one client, then closes. */
    private CompletableFuture<Void> answer(byte[] answer) {
        return CompletableFuture.runAsync(() -> {
            try (Socket socket = server.accept()) {
                final StringBuilder request = new StringBuilder();
                while (request.indexOf("\r\n\r\n") < 0) {
                    request.append((char) socket.getInputStream().read());
                }
                socket.getOutputStream().write(answer);
            } catch (final IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void assertAllDelivered(SubscriberDoor door, byte[] answer) throws IOException {
        final CompletableFuture<Void> answered = answer(answer);
        try (PeerClient client = new PeerClient(door, in, deliveries)) {
            while (deliveries.count() < MESSAGES) {
                client.poll();
            }
            assertEquals(MESSAGES - 1, client.lastSequence());
        }
        answered.join();
        assertEquals(MESSAGES, deliveries.count());
    }

    @Test
    void shouldReadOneFrameThatIsLongerThanItsBuffer() throws IOException {
        final ByteArrayOutputStream payload = new ByteArrayOutputStream();
        for (int i = 0; i < MESSAGES; i++) {
            payload.writeBytes(ascii("MSG b 1 36\r\n"));
            payload.writeBytes(stamp(i));
            payload.writeBytes(ascii("\r\n"));
        }
        final ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(ascii(ACCEPT));
        answer.writeBytes(frame(payload.toByteArray()));
        assertAllDelivered(new SubscriberDoor(server.getLocalPort(), "/", null, MessageParser.TEXT, List.of(),
            NatsParser::new), answer.toByteArray());
    }

    @Test
    void shouldReadManyFramesThatEndAnywhereInItsBuffer() throws IOException {
        final ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(ascii(ACCEPT));
        for (int i = 0; i < MESSAGES; i++) {
            answer.writeBytes(frame(stamp(i)));
            if (i % 1_000 == 0) {
                answer.writeBytes(frame(new byte[i]));
                answer.writeBytes(frame(new byte[PeerSession.READ_BYTES + i]));
            }
        }
        assertAllDelivered(SubscriberDoor.plain(server.getLocalPort(), "/"), answer.toByteArray());
    }

    @Test
    void shouldTellHowAHandshakeWasRefused() {
        final CompletableFuture<Void> answered = answer(ascii("HTTP/1.1 404 Not Found\r\n\r\n"));
        final IOException e = assertThrows(IOException.class, () -> {
            try (PeerClient client = new PeerClient(SubscriberDoor.plain(server.getLocalPort(), "/"), in, deliveries)) {
                client.awaitOpen();
            }
        });
        assertEquals("the server refused the handshake: HTTP/1.1 404 Not Found", e.getMessage());
        answered.join();
    }

    @Test
    void shouldTellThatTheServerClosed() {
        final CompletableFuture<Void> answered = answer(ascii(ACCEPT));
        final IOException e = assertThrows(IOException.class, () -> {
            try (PeerClient client = new PeerClient(SubscriberDoor.plain(server.getLocalPort(), "/"), in, deliveries)) {
                while (client.poll() >= 0) {
                    Thread.onSpinWait();
                }
            }
        });
        assertEquals("the server closed the connection", e.getMessage());
        answered.join();
    }
}
