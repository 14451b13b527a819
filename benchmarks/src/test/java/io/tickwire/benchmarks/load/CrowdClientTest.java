package io.tickwire.benchmarks.load;

import io.tickwire.core.stream.FrameHeaderEncoder;
import io.tickwire.core.stream.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(60)
final class CrowdClientTest {
    private static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + FrameHeaderEncoder.BLOCK_LENGTH;
    private static final byte[] EMPTY_PONG = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};

    private ServerSocketChannel listening;
    private CrowdReader reader;
    private CrowdClient client;
    private SocketChannel server;

    @BeforeEach
    void connect() throws IOException {
        listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        reader = new CrowdReader();
        client = new CrowdClient(SocketChannel.open(listening.getLocalAddress()), reader, 0, "{}");
        client.channel().configureBlocking(false);
        server = listening.accept();
        deliver("HTTP/1.1 101 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        deliver(message(RawWebSocket.TEXT, "{\"op\":\"subscribed\"}".getBytes(StandardCharsets.US_ASCII)));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        listening.close();
        reader.stop();
        reader.run();
    }

    private static byte[] message(int opcode, byte[] payload) {
        return ByteBuffer.allocate(2 + payload.length).put((byte) (0x80 | opcode)).put((byte) payload.length)
            .put(payload).array();
    }

    private static byte[] frame(long from, long through, int entries, boolean isSnapshot) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[HEADER_BYTES]);
        final FrameHeaderEncoder frame = new FrameHeaderEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).from(from).through(through)
            .baseTime(System.nanoTime()).entryCount(entries);
        frame.flags().clear().snapshot(isSnapshot).live(!isSnapshot);
        return message(RawWebSocket.BINARY, buffer.byteArray());
    }

    private void deliver(byte[] bytes) throws IOException {
        server.write(ByteBuffer.wrap(bytes));
        for (int read = 0; read < bytes.length; ) {
            read += client.poll();
        }
    }

    @Test
    void shouldCountTicksButNotTheLastValuesOfASnapshot() throws IOException {
        deliver(frame(70, 70, 5, true));
        deliver(frame(70, 73, 3, false));
        deliver(frame(73, 80, 0, false));
        assertEquals(3, reader.takeLatencies().getTotalCount());
    }

    @Test
    void shouldSeeAGap() throws IOException {
        deliver(frame(70, 73, 3, false));
        final IOException e = assertThrows(IOException.class, () -> deliver(frame(74, 75, 1, false)));
        assertEquals("gap: after 73 came a frame from 74", e.getMessage());
    }

    @Test
    void shouldPassOnWhatTheServerCallsAnError() {
        final IOException e = assertThrows(IOException.class, () -> deliver(
            message(RawWebSocket.TEXT, "{\"op\":\"error\",\"code\":\"BUSY\"}".getBytes(StandardCharsets.US_ASCII))));
        assertEquals("the server said {\"op\":\"error\",\"code\":\"BUSY\"}", e.getMessage());
    }

    @Test
    void shouldAnswerPings() throws IOException {
        final ByteBuffer received = ByteBuffer.allocate(1_000);
        server.configureBlocking(false);
        server.read(received);
        deliver(message(RawWebSocket.PING, new byte[0]));
        received.clear();
        while (received.position() < EMPTY_PONG.length) {
            server.read(received);
        }
        assertEquals(ByteBuffer.wrap(EMPTY_PONG), received.flip());
    }

    @Test
    void shouldCountAGoodbyeAndCloseToo() throws IOException {
        reader.expectGoodbye();
        deliver(message(RawWebSocket.CLOSE, new byte[]{0x03, (byte) 0xE9}));
        assertEquals(1, reader.goodbyeCount());
        assertFalse(client.channel().isOpen());
        assertNull(reader.failure());
    }

    @Test
    void shouldTakeAnUnexpectedCloseForAFailure() throws IOException {
        deliver(message(RawWebSocket.CLOSE, new byte[]{0x0F, (byte) 0xA2, 'x'}));
        assertEquals("the server closed a connection with 4002 x", reader.failure().getMessage());
    }
}
