package io.tickwire.benchmarks.peers;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A subscriber to any of the servers. Frames may be of any length: NATS sends all that waits for a subscriber in one,
 * which is then read in pieces. All clients read into one buffer, so that a thousand of them cost little. One thread.
 */
final class PeerClient implements AutoCloseable, MessageParser.Found {
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private static final int HEAD_END = 0x0A0D_0A0D;
    private static final long OPEN_NS = TimeUnit.SECONDS.toNanos(20);

    private final SubscriberDoor door;
    private final SocketChannel channel;
    private final ByteBuffer in;
    private final UnsafeBuffer inBuffer;
    private final Remainder rest = new Remainder();
    private final MessageParser parser;
    private final Deliveries deliveries;
    private boolean isOpen;
    private long pieceBytes;
    private int opcode;
    private long lastSequence = -1;
    private long nowNs;

    /**
     * Connect; it subscribes once {@link #poll} has read that the server takes the handshake.
     *
     * @param door       how this server is subscribed to
     * @param in         direct buffer that all clients of this thread read into
     * @param deliveries gets what is delivered
     * @throws IOException if the connection fails
     */
    PeerClient(SubscriberDoor door, ByteBuffer in, Deliveries deliveries) throws IOException {
        this.in = in;
        inBuffer = new UnsafeBuffer(in);
        parser = door.parser().get();
        this.deliveries = deliveries;
        this.door = door;
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", door.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        write(ByteBuffer.wrap(("GET " + door.path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + (door.protocol() == null ? "" : "Sec-WebSocket-Protocol: " + door.protocol() + "\r\n")
            + "\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /** Whether the server has taken the handshake; the requests to subscribe have then been sent. */
    boolean isOpen() {
        return isOpen;
    }

    /**
     * Wait until the server has taken the handshake.
     *
     * @throws IOException if it refuses, or does not answer in time
     */
    void awaitOpen() throws IOException {
        final long endNs = System.nanoTime() + OPEN_NS;
        while (!isOpen) {
            if (poll() == 0) {
                Thread.yield();
            }
            if (System.nanoTime() > endNs) {
                throw new IOException("port " + door.port() + " does not answer the handshake");
            }
        }
    }

    /** Bytes of the handshake's answer, once it has come whole and is checked; 0 before. */
    private int takeHandshake() throws IOException {
        final UnsafeBuffer head = rest.buffer();
        int end = 4;
        while (end <= rest.bytes() && head.getInt(end - 4) != HEAD_END) {
            end++;
        }
        if (end > rest.bytes()) {
            return 0;
        }
        final String text = head.getStringWithoutLengthAscii(0, end);
        if (!text.startsWith("HTTP/1.1 101")) {
            throw new IOException("the server refused the handshake: " + text.lines().findFirst().orElse(""));
        }
        for (final byte[] request : door.requests()) {
            send(door.requestOpcode(), request);
        }
        isOpen = true;
        return end;
    }

    private void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    /**
     * Send a message, masked with zeros, which leaves it as it is.
     *
     * @param frameOpcode of the frame
     * @param payload     at most 65,535 bytes
     * @throws IOException if the connection broke
     */
    void send(int frameOpcode, byte[] payload) throws IOException {
        final ByteBuffer data = ByteBuffer.allocate(payload.length + 8).put((byte) (0x80 | frameOpcode));
        if (payload.length < LENGTH_16) {
            data.put((byte) (0x80 | payload.length));
        } else {
            data.put((byte) (0x80 | LENGTH_16)).putShort((short) payload.length);
        }
        write(data.putInt(0).put(payload).flip());
    }

    /**
     * Read what has come.
     *
     * @return bytes read
     * @throws IOException if the connection broke, or the server refuses something
     */
    int poll() throws IOException {
        in.clear();
        final int count = channel.read(in);
        if (count < 0) {
            throw new IOException("the server closed the connection");
        }
        // One look at the clock for all that was read at once.
        nowNs = System.nanoTime();
        if (!isOpen) {
            rest.append(inBuffer, 0, count);
            final int head = takeHandshake();
            rest.hold(rest.buffer(), head, rest.bytes() - head);
        } else if (rest.bytes() == 0) {
            final int taken = takeAll(inBuffer, count);
            rest.hold(inBuffer, taken, count - taken);
        } else {
            rest.append(inBuffer, 0, count);
            final int taken = takeAll(rest.buffer(), rest.bytes());
            rest.hold(rest.buffer(), taken, rest.bytes() - taken);
        }
        return count;
    }

    private int takeAll(UnsafeBuffer buffer, int end) throws IOException {
        int at = 0;
        int taken = take(buffer, at, end);
        while (taken > 0) {
            at += taken;
            taken = take(buffer, at, end);
        }
        return at;
    }

    /** Take a frame, or a header, or a piece of a payload; 0 if there is none. */
    private int take(UnsafeBuffer buffer, int at, int end) throws IOException {
        final int available = end - at;
        if (pieceBytes > 0) {
            final int length = (int) Math.min(available, pieceBytes);
            parser.onFrame(opcode, buffer, at, length, this);
            pieceBytes -= length;
            return length;
        }
        if (available < 2) {
            return 0;
        }
        final int shortLength = buffer.getByte(at + 1) & 0x7F;
        final int headerBytes = shortLength < LENGTH_16 ? 2 : shortLength < LENGTH_64 ? 4 : 10;
        if (available < headerBytes) {
            return 0;
        }
        final long length = shortLength < LENGTH_16 ? shortLength : shortLength < LENGTH_64
            ? Short.reverseBytes(buffer.getShort(at + 2)) & 0xFFFF : Long.reverseBytes(buffer.getLong(at + 2));
        opcode = buffer.getByte(at) & 0xF;
        if (parser.takesPieces()) {
            pieceBytes = length;
            return headerBytes;
        }
        if (available - headerBytes < length) {
            return 0;
        }
        parser.onFrame(opcode, buffer, at + headerBytes, (int) length, this);
        return headerBytes + (int) length;
    }

    @Override
    public void onMessage(long sequence, long intendedNs) {
        lastSequence = sequence;
        deliveries.add(sequence, intendedNs, nowNs);
    }

    /** Number of the last message; -1 before the first. */
    long lastSequence() {
        return lastSequence;
    }

    /** For a selector. */
    SocketChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
