package io.tickwire.benchmarks.peers;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes over one TCP connection, message after message without waiting for an answer; what the server answers is
 * read and passed over. In each protocol a message has the same bytes before and after it.
 */
final class TcpFeed implements Feed {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long ANSWER_TIMEOUT_NS = 5_000_000_000L;
    private static final long WAIT_NS = 100_000;

    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final UnsafeBuffer outBuffer = new UnsafeBuffer(out);
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final byte[] before;
    private final byte[] after;

    private TcpFeed(int port, byte[] hello, byte[] before, byte[] after) throws IOException {
        this.before = before;
        this.after = after;
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        if (hello.length > 0) {
            out.put(hello);
            final long endNs = System.nanoTime() + ANSWER_TIMEOUT_NS;
            while (!flush() || in.position() == 0) {
                if (System.nanoTime() > endNs) {
                    close();
                    throw new IOException("no answer from port " + port + " to the publisher's first message");
                }
                LockSupport.parkNanos(WAIT_NS);
            }
        }
    }

    /** Each message after its length in four bytes. */
    static TcpFeed prefixed(int port) throws IOException {
        return new TcpFeed(port, new byte[0], new byte[]{0, 0, 0, Stamp.LENGTH}, new byte[0]);
    }

    /** The client protocol of NATS. */
    static TcpFeed nats(int port, String subject) throws IOException {
        return new TcpFeed(port, ascii(NatsText.CONNECT), ascii("PUB " + subject + " " + Stamp.LENGTH + "\r\n"),
            ascii("\r\n"));
    }

    /** MQTT 3.1.1, QoS 0, topic "b". */
    static TcpFeed mqtt(int port) throws IOException {
        return new TcpFeed(port, SubscriberDoor.mqttConnect(), new byte[]{0x30, 3 + Stamp.LENGTH, 0, 1, 'b'},
            new byte[0]);
    }

    /** A WebSocket, each message a text frame, masked with zeros. */
    static TcpFeed webSocket(int port, String path) throws IOException {
        return new TcpFeed(port, ascii("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
            new byte[]{(byte) 0x81, (byte) (0x80 | Stamp.LENGTH), 0, 0, 0, 0}, new byte[0]);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean offer(long intendedNs, long sequence) throws IOException {
        final int messageBytes = before.length + Stamp.LENGTH + after.length;
        if (out.remaining() < messageBytes) {
            flush();
            if (out.remaining() < messageBytes) {
                return false;
            }
        }
        out.put(before);
        Stamp.put(outBuffer, out.position(), intendedNs, sequence);
        out.position(out.position() + Stamp.LENGTH).put(after);
        return true;
    }

    @Override
    public boolean flush() throws IOException {
        out.flip();
        channel.write(out);
        out.compact();
        in.clear();
        if (channel.read(in) < 0) {
            throw new IOException("the server closed the publisher's connection");
        }
        return out.position() == 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
