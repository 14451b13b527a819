package io.tickwire.gateway.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/**
 * The socket beneath TLS. It gives one helping for each read above, so that one peer can't hold the reader, and it ends
 * a peer that sends many bytes with no data in them, such as a flood of key updates or of empty records. Reading: the
 * reader only. Writing: whoever has the lock of the TLS channel.
 */
final class MeteredSocket implements ByteChannel {
    /** For the handshake, whose messages are smaller by far, and for what comes now and then later. */
    private static final int FREE_BYTES = 65_536;
    /** A record with one byte of data has 23 bytes in TLS 1.3 and 30 in TLS 1.2. */
    private static final int BYTES_PER_DATA_BYTE = 32;

    private final SocketChannel socket;
    private long takenBytes;
    private long dataBytes;
    private boolean hasHelping;
    private boolean isAtEnd;

    MeteredSocket(SocketChannel socket) {
        this.socket = socket;
    }

    /** Another read above begins. */
    void nextHelping() {
        hasHelping = true;
    }

    /** So many bytes were found to be data. */
    void onData(int bytes) {
        dataBytes += bytes;
    }

    /** Whether the peer has ended its side. */
    boolean isAtEnd() {
        return isAtEnd;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!hasHelping) {
            return 0;
        }
        if (takenBytes > FREE_BYTES + BYTES_PER_DATA_BYTE * dataBytes) {
            throw new IOException("the peer has sent " + takenBytes + " bytes of TLS with only " + dataBytes
                + " bytes of data in them");
        }
        hasHelping = false;
        final int count = socket.read(target);
        isAtEnd = count < 0;
        takenBytes += Math.max(count, 0);
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return socket.write(source);
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
