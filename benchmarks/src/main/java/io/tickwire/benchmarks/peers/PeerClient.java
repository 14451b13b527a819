package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.load.RawWebSocket;
import io.tickwire.benchmarks.load.ReadBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * A subscriber to any of the servers. Frames may be of any length: NATS sends all that waits for a subscriber in one,
 * which is then read in pieces. All clients read into one buffer, so that a thousand of them cost little. One thread.
 */
final class PeerClient extends RawWebSocket implements MessageParser.Found {
    private static final long OPEN_NS = TimeUnit.SECONDS.toNanos(20);

    private final SubscriberDoor door;
    private final MessageParser parser;
    private final Deliveries deliveries;
    private boolean isSubscribed;
    private long lastSequence = -1;
    private long nowNs;

    /**
     * Connect; it subscribes once {@link #poll} has read that the server takes the handshake.
     *
     * @param door       how this server is subscribed to
     * @param in         memory that all clients of this thread read into
     * @param deliveries gets what is delivered
     * @throws IOException if the connection fails
     */
    PeerClient(SubscriberDoor door, ReadBuffer in, Deliveries deliveries) throws IOException {
        super(SocketChannel.open(new InetSocketAddress("127.0.0.1", door.port())), door.path(), door.protocol(),
            in.shareAndKeep());
        parser = door.parser().get();
        this.deliveries = deliveries;
        this.door = door;
        channel().configureBlocking(false);
    }

    /**
     * Wait until the server has taken the handshake; the requests to subscribe have then been sent.
     *
     * @throws IOException if it refuses, or does not answer in time
     */
    void awaitOpen() throws IOException {
        final long endNs = System.nanoTime() + OPEN_NS;
        while (!isSubscribed) {
            if (poll() == 0) {
                Thread.yield();
            }
            if (System.nanoTime() > endNs) {
                throw new IOException("port " + door.port() + " does not answer the handshake");
            }
        }
    }

    @Override
    protected void onOpen() throws IOException {
        for (final byte[] request : door.requests()) {
            send(door.requestOpcode(), request);
        }
        isSubscribed = true;
    }

    /** One look at the clock for all that was read at once. */
    @Override
    protected void onRead() {
        nowNs = System.nanoTime();
    }

    @Override
    protected void onMessage(int opcode, UnsafeBuffer buffer, int offset, int length) throws IOException {
        parser.onFrame(opcode, buffer, offset, length, this);
    }

    @Override
    protected boolean onHead(int opcode, UnsafeBuffer buffer, int offset, int length) throws IOException {
        return parser.onHead(opcode, buffer, offset, length, this);
    }

    @Override
    protected void onRest(UnsafeBuffer buffer, int offset, int length) throws IOException {
        parser.onRest(buffer, offset, length, this);
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
}
