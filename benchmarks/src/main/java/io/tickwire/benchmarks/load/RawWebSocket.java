package io.tickwire.benchmarks.load;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket client as lean as can be, so that the server is measured and not its client: a non-blocking socket, one
 * buffer, messages read in place. Answers neither pings nor closes. One thread.
 */
public abstract class RawWebSocket implements AutoCloseable {
    /** A text frame. */
    public static final int TEXT = 1;
    /** A binary frame. */
    public static final int BINARY = 2;

    private final SocketChannel channel;
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private int start;

    /**
     * Connect; returns once the server has taken the handshake.
     *
     * @param port        of the server on the loopback address
     * @param path        that is asked for, such as {@code /}
     * @param protocol    sub-protocol, or null for none
     * @param bufferBytes no message may be longer than half of this
     * @throws IOException if the connection fails
     */
    protected RawWebSocket(int port, String path, String protocol, int bufferBytes) throws IOException {
        bytes = ByteBuffer.allocateDirect(bufferBytes);
        buffer = new UnsafeBuffer(bytes);
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        write(ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + (protocol == null ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n")
            + "\r\n").getBytes(StandardCharsets.UTF_8)));
        awaitHandshake();
        channel.configureBlocking(false);
    }

    private void awaitHandshake() throws IOException {
        for (int end = 0; end < 4 || !endsHead(end); end++) {
            while (bytes.position() <= end) {
                if (channel.read(bytes) < 0) {
                    throw new IOException("the server closed the connection during the handshake");
                }
            }
            start = end + 1;
        }
        if (bytes.get(9) != '1' || bytes.get(10) != '0' || bytes.get(11) != '1') {
            throw new IOException("the server refused the handshake: "
                + buffer.getStringWithoutLengthAscii(0, start).lines().findFirst().orElse(""));
        }
    }

    private boolean endsHead(int end) {
        return bytes.get(end - 4) == '\r' && bytes.get(end - 3) == '\n'
            && bytes.get(end - 2) == '\r' && bytes.get(end - 1) == '\n';
    }

    private void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    /**
     * Send a message, masked with zeros, which leaves it as it is; waits until the socket has taken it.
     *
     * @param opcode  {@link #TEXT} or {@link #BINARY}
     * @param payload at most 65,535 bytes
     * @throws IOException if the connection broke
     */
    public final void send(int opcode, byte[] payload) throws IOException {
        final ByteBuffer data = ByteBuffer.allocate(payload.length + 8);
        data.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            data.put((byte) (0x80 | payload.length));
        } else {
            data.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        data.putInt(0).put(payload);
        write(data.flip());
    }

    /**
     * Read what has come.
     *
     * @return bytes read
     * @throws IOException if the connection broke or a message is not what it should be
     */
    public final int poll() throws IOException {
        final int count = channel.read(bytes);
        if (count < 0) {
            throw new IOException("the server closed the connection");
        }
        if (count > 0) {
            while (takeMessage()) {
                continue;
            }
            if (start == bytes.position()) {
                start = 0;
                bytes.clear();
            } else if (bytes.remaining() < bytes.capacity() / 2) {
                bytes.flip().position(start);
                bytes.compact();
                start = 0;
            }
        }
        return count;
    }

    private boolean takeMessage() throws IOException {
        final int available = bytes.position() - start;
        if (available < 2) {
            return false;
        }
        int headerLength = 2;
        long length = bytes.get(start + 1) & 0x7F;
        if (length == 126) {
            headerLength = 4;
            length = available < 4 ? Long.MAX_VALUE : bytes.getShort(start + 2) & 0xFFFF;
        } else if (length == 127) {
            headerLength = 10;
            length = available < 10 ? Long.MAX_VALUE : bytes.getLong(start + 2);
        }
        if (available - headerLength < length) {
            return false;
        }
        onMessage(bytes.get(start) & 0xF, buffer, start + headerLength, (int) length);
        start += headerLength + (int) length;
        return true;
    }

    /**
     * A whole frame has come.
     *
     * @param opcode  of the frame
     * @param buffer  holds the payload, until this returns
     * @param offset  where it begins
     * @param length  in bytes
     * @throws IOException if it is not what it should be
     */
    protected abstract void onMessage(int opcode, UnsafeBuffer buffer, int offset, int length) throws IOException;

    /**
     * For a selector.
     *
     * @return the socket
     */
    public final SocketChannel channel() {
        return channel;
    }

    @Override
    public final void close() throws IOException {
        channel.close();
    }
}
