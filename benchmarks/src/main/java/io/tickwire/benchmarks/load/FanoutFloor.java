package io.tickwire.benchmarks.load;

import io.tickwire.core.stream.FrameHeaderEncoder;
import io.tickwire.core.stream.MessageHeaderEncoder;
import io.tickwire.core.stream.QuoteEntryEncoder;
import io.tickwire.gateway.WebSocketFraming;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/**
 * The floor under a fan-out, to be run as a process of its own: a bare loop that writes the same frame of quotes to
 * each socket in turn, again and again, as far as its standard input allows: longs, each the number of ticks that every
 * client may have been sent. Nothing that has to find out what it sends can be faster on this machine.
 */
public final class FanoutFloor {
    private static final int BACKLOG = 1_024;
    private static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + FrameHeaderEncoder.BLOCK_LENGTH;
    private static final int ENTRY_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + QuoteEntryEncoder.BLOCK_LENGTH;
    private static final String SUBSCRIBED = "{\"op\":\"subscribed\"}";

    private final int entries;
    private final ByteBuffer bytes;
    private final FrameHeaderEncoder frame = new FrameHeaderEncoder();
    private final int start;

    private FanoutFloor(int entries) {
        this.entries = entries;
        final WebSocketFraming framing = new WebSocketFraming();
        final int headroom = framing.headroomBytes();
        final int length = HEADER_BYTES + entries * ENTRY_BYTES;
        bytes = BufferUtil.allocateDirectAligned(headroom + length, 64);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        start = framing.putBefore(buffer, headroom, length);
        frame.wrapAndApplyHeader(buffer, headroom, new MessageHeaderEncoder()).entryCount(entries);
        for (int i = 0; i < entries; i++) {
            new QuoteEntryEncoder().wrapAndApplyHeader(buffer, headroom + HEADER_BYTES + i * ENTRY_BYTES,
                new MessageHeaderEncoder()).instrumentId(1).bidPrice(i).askPrice(i + 1).bidSize(1).askSize(1);
        }
    }

    /**
     * Say on which port, let clients in, and write until the input ends or a client is gone.
     *
     * @param arguments how many clients, and how many entries a frame has
     * @throws IOException if clients can't be let in
     */
    public static void main(String[] arguments) throws IOException {
        final List<SocketChannel> clients = new ArrayList<>();
        try (ServerSocketChannel listening = ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG)) {
            System.out.println("port " + ((InetSocketAddress) listening.getLocalAddress()).getPort() + ".");
            while (clients.size() < Integer.parseInt(arguments[0])) {
                clients.add(accept(listening));
            }
        }
        new FanoutFloor(Integer.parseInt(arguments[1])).write(clients);
    }

    private static SocketChannel accept(ServerSocketChannel listening) throws IOException {
        final SocketChannel client = listening.accept();
        final Scanner request = new Scanner(client, StandardCharsets.US_ASCII).useDelimiter("\r\n\r\n");
        request.next();
        client.write(ByteBuffer.wrap(("HTTP/1.1 101 OK\r\n\r\n\u0081" + (char) SUBSCRIBED.length() + SUBSCRIBED)
            .getBytes(StandardCharsets.ISO_8859_1)));
        return client;
    }

    private void write(List<SocketChannel> clients) {
        long allowedTicks = 0;
        try (DataInputStream allowances = new DataInputStream(System.in)) {
            for (long sent = 0; true; sent += entries) {
                while (sent + entries > allowedTicks) {
                    allowedTicks = allowances.readLong();
                }
                frame.from(sent).through(sent + entries).baseTime(System.nanoTime());
                for (final SocketChannel client : clients) {
                    bytes.limit(bytes.capacity()).position(start);
                    while (bytes.hasRemaining()) {
                        client.write(bytes);
                    }
                }
            }
        } catch (final IOException e) {
            System.out.println("the end: " + e.getMessage());
        }
    }
}
