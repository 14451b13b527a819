package io.tickwire.benchmarks;

import io.tickwire.core.stream.FrameHeaderEncoder;
import io.tickwire.core.stream.MessageHeaderEncoder;
import io.tickwire.core.stream.QuoteEntryEncoder;
import io.tickwire.gateway.WebSocketFraming;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Scanner;

/**
 * The floor under a replay: a bare loop that writes the same frame of quotes again and again to one socket, read by
 * the same client. Nothing that reads a journal can be faster on this machine.
 */
final class SocketFloor implements AutoCloseable {
    private static final int FRAME_BYTES = 64 << 10;
    private static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + FrameHeaderEncoder.BLOCK_LENGTH;
    private static final int ENTRY_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + QuoteEntryEncoder.BLOCK_LENGTH;
    private static final int ENTRIES = (FRAME_BYTES - HEADER_BYTES) / ENTRY_BYTES;

    private final ServerSocketChannel listening;
    private final UnsafeBuffer buffer;
    private final ByteBuffer bytes;
    private final FrameHeaderEncoder frame = new FrameHeaderEncoder();
    private final int start;

    SocketFloor() throws IOException {
        listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        final WebSocketFraming framing = new WebSocketFraming();
        final int headroom = framing.headroomBytes();
        final int length = HEADER_BYTES + ENTRIES * ENTRY_BYTES;
        bytes = BufferUtil.allocateDirectAligned(headroom + length, 64);
        buffer = new UnsafeBuffer(bytes);
        start = framing.putBefore(buffer, headroom, length);
        frame.wrapAndApplyHeader(buffer, headroom, new MessageHeaderEncoder()).baseTime(1).entryCount(ENTRIES);
        for (int i = 0; i < ENTRIES; i++) {
            new QuoteEntryEncoder().wrapAndApplyHeader(buffer, headroom + HEADER_BYTES + i * ENTRY_BYTES,
                new MessageHeaderEncoder()).instrumentId(1).bidPrice(i).askPrice(i + 1).bidSize(1).askSize(1);
        }
    }

    /** Ticks a second to one client. */
    double run(long ticks) throws IOException {
        final Thread writing = new Thread(this::write, "floor-writer");
        writing.start();
        final int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
        try (RawSubscriber client = new RawSubscriber(port, "{}", time -> { })) {
            final long startNs = System.nanoTime();
            while (client.ticks() < ticks) {
                client.poll();
            }
            return client.ticks() * 1e9 / (System.nanoTime() - startNs);
        }
    }

    private void write() {
        try (SocketChannel socket = listening.accept()) {
            final Scanner request = new Scanner(socket).useDelimiter("\r\n\r\n");
            request.next();
            socket.write(ByteBuffer.wrap("HTTP/1.1 101 OK\r\n\r\n".getBytes()));
            // Until the client, which has what it wanted, closes.
            for (long sent = 0; socket.isOpen(); sent += ENTRIES) {
                frame.from(sent).through(sent + ENTRIES);
                bytes.limit(bytes.capacity()).position(start);
                while (bytes.hasRemaining()) {
                    socket.write(bytes);
                }
            }
        } catch (final IOException e) {
            // The client is gone.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
