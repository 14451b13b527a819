package io.tickwire.gateway.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;

/**
 * A client's blocking socket on which one byte that goes out is another, and the client then ends; or on which nothing
 * is read at first, and some of the first bytes not at all.
 */
final class MangledChannel implements ByteChannel {
    private final SocketChannel socket;
    private final int at;
    private final int bits;
    private final CountDownLatch mayRead;
    private int sentBytes;
    private int skipBytes;

    private MangledChannel(SocketChannel socket, int at, int bits, CountDownLatch mayRead, int skipBytes) {
        this.socket = socket;
        this.at = at;
        this.bits = bits;
        this.mayRead = mayRead;
        this.skipBytes = skipBytes;
    }

    /** Flips bits in byte number {@code at}; none ends what goes out before it. */
    static MangledChannel wrong(SocketChannel socket, int at, int bits) {
        return new MangledChannel(socket, at, bits, new CountDownLatch(0), 0);
    }

    /** Sends all as it is, reads nothing before it may, and then skips so many bytes. */
    static MangledChannel late(SocketChannel socket, CountDownLatch mayRead, int skipBytes) {
        return new MangledChannel(socket, Integer.MAX_VALUE, 0, mayRead, skipBytes);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        final byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        final int index = at - sentBytes;
        int length = bytes.length;
        if (index >= 0 && index < length) {
            bytes[index] ^= (byte) bits;
            length = bits == 0 ? index : length;
        }
        socket.write(ByteBuffer.wrap(bytes, 0, length));
        sentBytes += bytes.length;
        if (sentBytes > at) {
            socket.shutdownOutput();
        }
        return bytes.length;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            mayRead.await();
        } catch (final InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
        while (skipBytes > 0) {
            skipBytes -= Math.max(socket.read(ByteBuffer.allocate(skipBytes)), 0);
        }
        return socket.read(target);
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
