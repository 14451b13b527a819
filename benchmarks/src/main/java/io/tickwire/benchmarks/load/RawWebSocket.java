package io.tickwire.benchmarks.load;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket client as lean as can be, so that the server is measured and not its client: a non-blocking socket,
 * messages read in place, in a buffer of its own or in one that it shares with others of its thread. Answers neither
 * pings nor closes by itself. One thread.
 */
public abstract class RawWebSocket implements AutoCloseable {
    /** A text frame. */
    public static final int TEXT = 1;
    /** A binary frame. */
    public static final int BINARY = 2;
    /** A close frame. */
    public static final int CLOSE = 8;
    /** A ping. */
    public static final int PING = 9;
    /** A pong. */
    public static final int PONG = 10;
    /** So many bytes of a message have come when {@link #onHead} is asked. */
    public static final int HEAD_BYTES = 64;

    private final SocketChannel channel;
    private final ReadBuffer input;
    private boolean isOpen;
    /** What is left of a message whose head was taken. */
    private long restBytes;

    /**
     * Connect, with a buffer of its own; returns once the server has taken the handshake.
     *
     * @param port        of the server on the loopback address
     * @param path        that is asked for, such as {@code /}
     * @param protocol    sub-protocol, or null for none
     * @param bufferBytes no message may be longer than half of this
     * @throws IOException if the connection fails
     */
    protected RawWebSocket(int port, String path, String protocol, int bufferBytes) throws IOException {
        this(SocketChannel.open(new InetSocketAddress("127.0.0.1", port)), path, protocol,
            ReadBuffer.own(bufferBytes));
        while (!takeHandshake()) {
            if (input.read(channel) < 0) {
                throw new IOException("the server closed the connection during the handshake");
            }
        }
        channel.configureBlocking(false);
    }

    /**
     * Ask for the handshake and return at once; {@link #poll} takes the answer, and {@link #onOpen} tells of it.
     *
     * @param channel  connected and blocking
     * @param path     that is asked for, such as {@code /}
     * @param protocol sub-protocol, or null for none
     * @param input    for this connection, or shared by those of one thread
     * @throws IOException if the connection fails
     */
    protected RawWebSocket(SocketChannel channel, String path, String protocol, ReadBuffer input)
        throws IOException {
        this.channel = channel;
        this.input = input;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        write(ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + (protocol == null ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n")
            + "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    private boolean takeHandshake() throws IOException {
        final int start = input.start();
        for (int end = start + 4; end <= input.end(); end++) {
            if (endsHead(input.buffer(), end)) {
                final String head = input.buffer().getStringWithoutLengthAscii(start, end - start);
                if (!head.startsWith("HTTP/1.1 101")) {
                    throw new IOException("the server refused the handshake: "
                        + head.lines().findFirst().orElse(""));
                }
                input.take(end - start);
                isOpen = true;
                return true;
            }
        }
        return false;
    }

    private static boolean endsHead(UnsafeBuffer buffer, int end) {
        return buffer.getByte(end - 4) == '\r' && buffer.getByte(end - 3) == '\n'
            && buffer.getByte(end - 2) == '\r' && buffer.getByte(end - 1) == '\n';
    }

    private void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    /**
     * Send a message, masked with zeros, which leaves it as it is; waits until the socket has taken it.
     *
     * @param opcode  {@link #TEXT}, {@link #BINARY}, {@link #CLOSE}, {@link #PING} or {@link #PONG}
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
        final int count = read();
        if (count > 0) {
            onRead();
            if (!isOpen && takeHandshake()) {
                onOpen();
            }
            while (isOpen && takeMessage()) {
                continue;
            }
            keep();
        }
        return count;
    }

    private int read() throws IOException {
        final int count = input.read(channel);
        if (count < 0) {
            throw new IOException("the server closed the connection");
        }
        return count;
    }

    private void keep() throws IOException {
        if (!input.keep()) {
            throw new IOException("a message is longer than the buffer");
        }
    }

    private boolean takeMessage() throws IOException {
        final int available = input.end() - input.start();
        if (restBytes > 0) {
            return takeRest(available);
        }
        if (available < 2) {
            return false;
        }
        final int start = input.start();
        final ByteBuffer bytes = input.bytes();
        int headerLength = 2;
        long length = bytes.get(start + 1) & 0x7F;
        if (length == 126) {
            headerLength = 4;
            length = available < 4 ? Long.MAX_VALUE : bytes.getShort(start + 2) & 0xFFFF;
        } else if (length == 127) {
            headerLength = 10;
            length = available < 10 ? Long.MAX_VALUE : bytes.getLong(start + 2);
        }
        final int opcode = bytes.get(start) & 0xF;
        final int begun = available - headerLength;
        if (begun >= length) {
            onMessage(opcode, input.buffer(), start + headerLength, (int) length);
            input.take(headerLength + (int) length);
            return true;
        }
        if (begun >= HEAD_BYTES && onHead(opcode, input.buffer(), start + headerLength, begun)) {
            restBytes = length - begun;
            input.take(available);
        }
        return false;
    }

    private boolean takeRest(int available) throws IOException {
        final int count = (int) Math.min(restBytes, available);
        onRest(input.buffer(), input.start(), count);
        input.take(count);
        restBytes -= count;
        if (restBytes == 0) {
            onTail();
        }
        return restBytes == 0;
    }

    /**
     * The server has taken the handshake; only called where the constructor does not wait for that.
     *
     * @throws IOException if the connection broke
     */
    protected void onOpen() throws IOException {
    }

    /** Something was read, and is about to be looked at. */
    protected void onRead() {
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
     * The head of a frame has come and not all of it. Asked again as more comes, until it is whole.
     *
     * @param opcode of the frame
     * @param buffer holds the payload as far as it has come, until this returns
     * @param offset where it begins
     * @param length what has come of it, {@link #HEAD_BYTES} or more
     * @return whether all of that was taken: what follows is not kept but given to {@link #onRest} as it comes, and
     *     {@link #onTail} tells when all has, in place of {@link #onMessage}
     * @throws IOException if it is not what it should be
     */
    protected boolean onHead(int opcode, UnsafeBuffer buffer, int offset, int length) throws IOException {
        return false;
    }

    /**
     * More has come of the frame whose head was taken.
     *
     * @param buffer holds it, until this returns
     * @param offset where it begins
     * @param length in bytes, maybe 0
     * @throws IOException if it is not what it should be
     */
    protected void onRest(UnsafeBuffer buffer, int offset, int length) throws IOException {
    }

    /**
     * The frame whose head was taken has come whole.
     *
     * @throws IOException if it is not what it should be
     */
    protected void onTail() throws IOException {
    }

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
