package io.tickwire.benchmarks.load;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(60)
final class RawWebSocketTest {
    private static final byte[] ACCEPTED = "HTTP/1.1 101 OK\r\nX: y\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 1 << 18;

    private final ReadBuffer memory = ReadBuffer.own(BUFFER_BYTES);
    private ServerSocketChannel listening;

    private static final class Client extends RawWebSocket {
        private final boolean isHeadEnough;
        private final List<String> messages = new ArrayList<>();
        private int opened;
        private int tails;

        Client(SocketChannel channel, ReadBuffer input, boolean isHeadEnough) throws IOException {
            super(channel, "/", null, input);
            this.isHeadEnough = isHeadEnough;
            channel.configureBlocking(false);
        }

        @Override
        protected void onOpen() {
            opened++;
        }

        @Override
        protected void onMessage(int opcode, UnsafeBuffer buffer, int offset, int length) {
            messages.add(opcode + buffer.getStringWithoutLengthAscii(offset, length));
        }

        @Override
        protected boolean onHead(int opcode, UnsafeBuffer buffer, int offset, int length) {
            if (isHeadEnough) {
                messages.add(opcode + buffer.getStringWithoutLengthAscii(offset, HEAD_BYTES));
            }
            return isHeadEnough;
        }

        @Override
        protected void onTail() {
            tails++;
        }
    }

    @BeforeEach
    void listen() throws IOException {
        listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        listening.close();
    }

    private Client connect(ReadBuffer input, boolean isHeadEnough) throws IOException {
        return new Client(SocketChannel.open(listening.getLocalAddress()), input, isHeadEnough);
    }

    private static byte[] frame(int opcode, String text) {
        final ByteBuffer frame = ByteBuffer.allocate(text.length() + 10).put((byte) (0x80 | opcode));
        if (text.length() < 126) {
            frame.put((byte) text.length());
        } else if (text.length() < 1 << 16) {
            frame.put((byte) 126).putShort((short) text.length());
        } else {
            frame.put((byte) 127).putLong(text.length());
        }
        frame.put(text.getBytes(StandardCharsets.US_ASCII)).flip();
        final byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static String text(Random random, int length) {
        return random.ints(length, 'a', 'z').mapToObj(Character::toString).collect(Collectors.joining());
    }

    /** All of the bytes, which the client has then read. */
    private static void deliver(SocketChannel server, Client client, byte[] bytes, int offset, int length)
        throws IOException {
        final ByteBuffer part = ByteBuffer.wrap(bytes, offset, length);
        int read = 0;
        while (part.hasRemaining() || read < length) {
            server.write(part);
            read += client.poll();
        }
    }

    private void shouldReadAll(ReadBuffer input) throws IOException {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.write(ACCEPTED);
        final List<String> expected = new ArrayList<>();
        for (final int length : new int[]{0, 1, 125, 126, 127, 5_000, 65_535, 65_536, 3, 70_000, 64}) {
            final String text = text(random, length);
            sent.write(frame(RawWebSocket.TEXT, text));
            expected.add(RawWebSocket.TEXT + text);
        }
        try (Client client = connect(input, false); SocketChannel server = listening.accept()) {
            final byte[] bytes = sent.toByteArray();
            for (int at = 0, length; at < bytes.length; at += length) {
                length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 20_000));
                deliver(server, client, bytes, at, length);
            }
            assertEquals(1, client.opened);
            assertEquals(expected, client.messages);
        }
    }

    @Test
    void shouldReadMessagesHoweverTheyAreCut() throws IOException {
        shouldReadAll(memory);
    }

    @Test
    void shouldReadMessagesHoweverTheyAreCutInSharedMemory() throws IOException {
        shouldReadAll(memory.share());
    }

    @Test
    void shouldKeepConnectionsApartThatShareMemory() throws IOException {
        final Random random = new Random(1);
        final String one = text(random, 300);
        final String other = text(random, 200);
        try (Client first = connect(memory.share(), false); SocketChannel toFirst = listening.accept();
             Client second = connect(memory.share(), false); SocketChannel toSecond = listening.accept()) {
            deliver(toFirst, first, ACCEPTED, 0, ACCEPTED.length);
            deliver(toSecond, second, ACCEPTED, 0, ACCEPTED.length);
            final byte[] toOne = frame(RawWebSocket.BINARY, one);
            final byte[] toOther = frame(RawWebSocket.BINARY, other);
            for (int at = 0; at < toOne.length; at++) {
                deliver(toFirst, first, toOne, at, 1);
                if (at < toOther.length) {
                    deliver(toSecond, second, toOther, at, 1);
                }
            }
            assertEquals(List.of(RawWebSocket.BINARY + one), first.messages);
            assertEquals(List.of(RawWebSocket.BINARY + other), second.messages);
        }
    }

    @Test
    void shouldReadOverWhatComesBehindAHeadThatIsEnough() throws IOException {
        final String text = text(new Random(1), 100_000);
        try (Client client = connect(memory.share(), true); SocketChannel server = listening.accept()) {
            deliver(server, client, ACCEPTED, 0, ACCEPTED.length);
            final byte[] bytes = frame(RawWebSocket.BINARY, text);
            deliver(server, client, bytes, 0, 70);
            assertEquals(0, client.messages.size(), "the head has not come whole");
            deliver(server, client, bytes, 70, bytes.length - 71);
            assertEquals(0, client.tails, "a byte is missing");
            deliver(server, client, bytes, bytes.length - 1, 1);
            assertEquals(1, client.tails);
            final byte[] next = frame(RawWebSocket.TEXT, "next");
            deliver(server, client, next, 0, next.length);
            assertEquals(List.of(RawWebSocket.BINARY + text.substring(0, RawWebSocket.HEAD_BYTES),
                RawWebSocket.TEXT + "next"), client.messages);
        }
    }

    @Test
    void shouldSayHowTheHandshakeWasRefused() throws IOException {
        final byte[] refused = "HTTP/1.1 429 Too Many Requests\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Client client = connect(memory.share(), false); SocketChannel server = listening.accept()) {
            final IOException e =
                assertThrows(IOException.class, () -> deliver(server, client, refused, 0, refused.length));
            assertEquals("the server refused the handshake: HTTP/1.1 429 Too Many Requests", e.getMessage());
        }
    }

    @Test
    void shouldSayThatAMessageIsTooLongForTheMemory() throws IOException {
        final byte[] bytes = frame(RawWebSocket.BINARY, "x".repeat(BUFFER_BYTES));
        for (final ReadBuffer input : List.of(memory, memory.share())) {
            try (Client client = connect(input, false); SocketChannel server = listening.accept()) {
                deliver(server, client, ACCEPTED, 0, ACCEPTED.length);
                final IOException e =
                    assertThrows(IOException.class, () -> deliver(server, client, bytes, 0, bytes.length));
                assertEquals("a message is longer than the buffer", e.getMessage());
            }
        }
    }
}
