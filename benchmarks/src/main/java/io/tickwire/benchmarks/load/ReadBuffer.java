package io.tickwire.benchmarks.load;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Where a connection's bytes are read. What is left of a message stays in place in a buffer of one connection; where
 * many share the memory, it is put aside, so that 10,000 connections cost little. One thread.
 */
public final class ReadBuffer {
    private static final byte[] NOTHING = {};
    /** What is put aside is mostly the head of a message; room for more is not kept. */
    private static final int KEPT_BYTES = 128;

    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final boolean isShared;
    private final int keptBytes;
    private byte[] aside = NOTHING;
    private int asideLength;
    private int start;

    private ReadBuffer(ByteBuffer bytes, UnsafeBuffer buffer, boolean isShared, int keptBytes) {
        this.bytes = bytes;
        this.buffer = buffer;
        this.isShared = isShared;
        this.keptBytes = keptBytes;
    }

    /**
     * For one connection.
     *
     * @param capacityBytes no message may be longer than half of this
     * @return empty
     */
    public static ReadBuffer own(int capacityBytes) {
        final ByteBuffer bytes = ByteBuffer.allocateDirect(capacityBytes);
        return new ReadBuffer(bytes, new UnsafeBuffer(bytes), false, 0);
    }

    /**
     * For one of many connections that one thread reads.
     *
     * @return empty, with the memory of this one
     */
    public ReadBuffer share() {
        return new ReadBuffer(bytes, buffer, true, KEPT_BYTES);
    }

    /**
     * For one of a thousand connections that one thread reads, each of which may keep the room that it needed once.
     *
     * @return empty, with the memory of this one
     */
    public ReadBuffer shareAndKeep() {
        return new ReadBuffer(bytes, buffer, true, bytes.capacity());
    }

    /** Read once, behind what is left; -1 at the end. */
    int read(ReadableByteChannel channel) throws IOException {
        if (isShared) {
            bytes.clear().put(aside, 0, asideLength);
            start = 0;
        }
        return channel.read(bytes);
    }

    /** Keep what was not taken; false if there is no room for more. */
    boolean keep() {
        final int left = end() - start;
        if (isShared) {
            putAside(left);
            return left < bytes.capacity();
        }
        if (left == 0) {
            start = 0;
            bytes.clear();
        } else if (bytes.remaining() < bytes.capacity() / 2) {
            bytes.flip().position(start);
            bytes.compact();
            start = 0;
        }
        return bytes.hasRemaining();
    }

    private void putAside(int left) {
        if (left > aside.length) {
            aside = new byte[Math.max(left, KEPT_BYTES)];
        } else if (left == 0 && aside.length > keptBytes) {
            aside = NOTHING;
        }
        buffer.getBytes(start, aside, 0, left);
        asideLength = left;
    }

    /** So many bytes were used. */
    void take(int count) {
        start += count;
    }

    /** Where what was not taken begins. */
    int start() {
        return start;
    }

    /** Where it ends. */
    int end() {
        return bytes.position();
    }

    ByteBuffer bytes() {
        return bytes;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }
}
