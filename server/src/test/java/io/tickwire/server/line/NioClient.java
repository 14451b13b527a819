package io.tickwire.server.line;

import tlschannel.NeedsReadException;
import tlschannel.NeedsWriteException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * A client on a non-blocking socket, bare or with TLS on it, one of many on one thread: connects, sends its first
 * bytes, and then reads only when it is told to.
 */
final class NioClient implements AutoCloseable {
    /** Takes what has come, from the position on; what it leaves comes again with more behind it. */
    interface Intake {
        void take(ByteBuffer bytes);
    }

    private static final String HANDSHAKE = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + "Sec-WebSocket-Protocol: tickwire.v1\r\n";
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final ByteChannel bytes;
    private final SelectionKey key;
    private final Intake intake;
    private final ByteBuffer first;
    private ByteBuffer rest = NOTHING;
    private boolean isSent;
    private String failure = "";

    /**
     * Begin to connect.
     *
     * @param selector  that tells when to call {@link #onReady}; the key's attachment is this client
     * @param port      of the server on this machine
     * @param transport what the bytes go through to the socket; itself for a bare one
     * @param first     what is sent first
     * @param intake    for what is read
     */
    NioClient(Selector selector, int port, UnaryOperator<ByteChannel> transport, ByteBuffer first, Intake intake) {
        this.first = first;
        this.intake = intake;
        try {
            channel = SocketChannel.open();
            bytes = transport.apply(channel);
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A handshake as it should be, and a request behind it. */
    static ByteBuffer handshake(String request) {
        return handshake("Accept: */*", request);
    }

    /** A handshake with one field more, and a request behind it. */
    static ByteBuffer handshake(String field, String request) {
        final byte[] head = (HANDSHAKE + field + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        final byte[] frame = frame(0x81, request.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(head.length + frame.length).put(head).put(frame).flip();
    }

    /** A WebSocket frame of a client of at most 64 KiB, masked with zeros, which leaves the payload as it is. */
    static byte[] frame(int firstByte, byte[] payload) {
        final ByteBuffer bytes = ByteBuffer.allocate(payload.length + 8);
        bytes.put((byte) firstByte);
        if (payload.length < 126) {
            bytes.put((byte) (0x80 | payload.length));
        } else {
            bytes.put((byte) 0xFE).putShort((short) payload.length);
        }
        bytes.putInt(0).put(payload);
        final byte[] frame = new byte[bytes.flip().remaining()];
        bytes.get(frame);
        return frame;
    }

    /** The selector says that something can be done; {@link #failure} says if it failed. */
    void onReady(ByteBuffer scratch) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
            }
            if (!isSent) {
                send();
            } else if (key.isReadable()) {
                read(scratch);
            }
        } catch (final IOException e) {
            end(e.toString());
        }
    }

    private void send() throws IOException {
        try {
            bytes.write(first);
            isSent = !first.hasRemaining();
            key.interestOps(!isSent ? SelectionKey.OP_WRITE : intake == null ? 0 : SelectionKey.OP_READ);
        } catch (final NeedsReadException e) {
            key.interestOps(SelectionKey.OP_READ);
        } catch (final NeedsWriteException e) {
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    private void read(ByteBuffer scratch) throws IOException {
        boolean isMoreThere = true;
        while (isMoreThere && failure.isEmpty()) {
            scratch.clear().put(rest);
            isMoreThere = isFilled(scratch);
            scratch.flip();
            intake.take(scratch);
            rest = scratch.hasRemaining() ? ByteBuffer.allocate(scratch.remaining()).put(scratch).flip() : NOTHING;
        }
    }

    /** TLS keeps bytes inside, of which no selector tells: take all, and say whether there was no room for more. */
    private boolean isFilled(ByteBuffer target) throws IOException {
        int count = 1;
        while (target.hasRemaining() && count > 0) {
            count = read(target, target.remaining());
        }
        return count > 0;
    }

    /** How many bytes came. */
    private int read(ByteBuffer target, int limitBytes) throws IOException {
        final int limit = target.limit();
        try {
            final int count = bytes.read(target.limit(target.position() + limitBytes));
            if (count < 0) {
                end("the server has closed");
            }
            return count;
        } catch (final NeedsReadException | NeedsWriteException e) {
            return 0;
        } finally {
            target.limit(limit);
        }
    }

    /** For a client without intake: read so many bytes at most, and do not look at them. */
    void skip(ByteBuffer scratch, int limitBytes) {
        try {
            if (isSent && failure.isEmpty()) {
                read(scratch.clear(), limitBytes);
            }
        } catch (final IOException e) {
            end(e.toString());
        }
    }

    private void end(String reason) {
        failure = reason;
        key.cancel();
    }

    /** Whether all of the first bytes were sent. */
    boolean isSent() {
        return isSent;
    }

    /** Why the connection has ended; empty as long as it has not. */
    String failure() {
        return failure;
    }

    /** End the connection without a word, in the orderly way or as a crash would. */
    void cut(boolean isReset) {
        try {
            if (isReset) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            channel.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut(false);
    }
}
