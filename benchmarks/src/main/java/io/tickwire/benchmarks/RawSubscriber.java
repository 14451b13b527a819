package io.tickwire.benchmarks;

import io.tickwire.core.stream.FrameHeaderDecoder;
import io.tickwire.core.stream.MessageHeaderDecoder;
import io.tickwire.core.stream.QuoteEntryDecoder;
import io.tickwire.core.stream.WideTradeEntryDecoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A subscriber as lean as can be, so that the server is measured and not its client: a non-blocking socket, one
 * buffer, frames read in place. One thread.
 */
final class RawSubscriber implements AutoCloseable {
    private static final int OPCODE_BINARY = 2;
    private static final int FRAME_HEADER_LENGTH =
        MessageHeaderDecoder.ENCODED_LENGTH + FrameHeaderDecoder.BLOCK_LENGTH;

    /** Gets each tick's time. */
    interface TickListener {
        void onTick(long eventTimeNs);
    }

    private final SocketChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 18);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final FrameHeaderDecoder frame = new FrameHeaderDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TickListener listener;
    private int start;
    private long through = -1;
    private long ticks;
    private long frames;

    /**
     * Connect and subscribe; returns once the server has taken the handshake.
     *
     * @param port     of the server on the loopback address
     * @param request  the subscribe request
     * @param listener gets each tick's time
     * @throws IOException if the connection fails
     */
    RawSubscriber(int port, String request, TickListener listener) throws IOException {
        this.listener = listener;
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: tickwire.v1\r\n\r\n");
        awaitHandshake();
        write(masked(request));
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
    }

    private boolean endsHead(int end) {
        return bytes.get(end - 4) == '\r' && bytes.get(end - 3) == '\n'
            && bytes.get(end - 2) == '\r' && bytes.get(end - 1) == '\n';
    }

    private void write(String text) throws IOException {
        write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    /** A text frame masked with zeros, which leaves the text as it is. */
    private static ByteBuffer masked(String text) {
        final byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        final ByteBuffer data = ByteBuffer.allocate(payload.length + 8);
        data.put((byte) 0x81);
        if (payload.length < 126) {
            data.put((byte) (0x80 | payload.length));
        } else {
            data.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        data.putInt(0).put(payload);
        return data.flip();
    }

    /**
     * Read what has come.
     *
     * @return bytes read
     * @throws IOException if the connection broke or coverage has a gap
     */
    int poll() throws IOException {
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
        if ((bytes.get(start) & 0xF) == OPCODE_BINARY) {
            onFrame(start + headerLength, (int) length);
        }
        start += headerLength + (int) length;
        return true;
    }

    private void onFrame(int offset, int length) throws IOException {
        frame.wrapAndApplyHeader(buffer, offset, header);
        if (through >= 0 && frame.from() != through) {
            throw new IOException("gap: after " + through + " came a frame from " + frame.from());
        }
        through = frame.through();
        frames++;
        final long baseTimeNs = frame.baseTime();
        int at = offset + FRAME_HEADER_LENGTH;
        while (at < offset + length) {
            final int blockLength = buffer.getByte(at) & 0xFF;
            final int template = buffer.getByte(at + 1);
            if (template >= QuoteEntryDecoder.TEMPLATE_ID && template <= WideTradeEntryDecoder.TEMPLATE_ID
                && !frame.flags().snapshot()) {
                ticks++;
                listener.onTick(baseTimeNs + (buffer.getInt(at + 8) - (int) baseTimeNs));
            }
            at += MessageHeaderDecoder.ENCODED_LENGTH + blockLength;
        }
    }

    /** For a selector. */
    SocketChannel channel() {
        return channel;
    }

    /** Position after the last frame; -1 before the first. */
    long through() {
        return through;
    }

    /** Quotes and trades received, without snapshots. */
    long ticks() {
        return ticks;
    }

    /** Frames received. */
    long frames() {
        return frames;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
