package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.load.RawWebSocket;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;

/** A subscriber to any of the servers. One thread. */
final class PeerClient extends RawWebSocket implements MessageParser.Found {
    private static final int BUFFER_BYTES = 1 << 18;

    private final MessageParser parser;
    private final Deliveries deliveries;
    private long lastSequence = -1;
    private long nowNs;

    /**
     * Connect and subscribe; returns once the server has taken the handshake.
     *
     * @param door       how this server is subscribed to
     * @param deliveries gets what is delivered
     * @throws IOException if the connection fails
     */
    PeerClient(SubscriberDoor door, Deliveries deliveries) throws IOException {
        super(door.port(), door.path(), door.protocol(), BUFFER_BYTES);
        this.parser = door.parser().get();
        this.deliveries = deliveries;
        for (final byte[] request : door.requests()) {
            send(door.requestOpcode(), request);
        }
    }

    @Override
    protected void onMessage(int opcode, UnsafeBuffer buffer, int offset, int length) throws IOException {
        // One look at the clock for a frame: what is in it was read at once.
        nowNs = System.nanoTime();
        parser.onFrame(opcode, buffer, offset, length, this);
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
