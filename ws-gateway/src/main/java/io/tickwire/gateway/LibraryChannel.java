package io.tickwire.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Java-WebSocket takes for the socket. It reads from the socket what is in order: first a handshake, then frames.
 * Anything else, and the client's close frame, it answers by itself, and the library sees the end of the input. What
 * the library writes is handed to the thread that owns the connection, and so is closing. Used by the library's
 * threads.
 */
final class LibraryChannel implements ByteChannel {
    /** Less than the library's buffer has room for beside a handshake written anew. */
    private static final int HANDSHAKE_READ_BYTES = 4_096;

    private final SocketChannel socket;
    private final Outbound outbound;
    private final int fanoutIndex;
    private final InboundGuard guard;
    /** Set once by the library's threads, read by them. */
    private volatile boolean isClosed;
    /** Set by the library's worker, read by its threads. */
    private volatile Session session;
    private final AtomicBoolean hasLeft = new AtomicBoolean();
    // The library's selector thread only. Null once the handshake is whole.
    private HandshakeReader handshake = new HandshakeReader();
    private boolean isRefused;
    // Guarded by this channel's monitor: more than one of the library's threads writes.
    private boolean isHandshakeTaken;

    LibraryChannel(SocketChannel socket, Outbound outbound, int fanoutIndex, int messageLimitBytes) {
        this.socket = socket;
        this.fanoutIndex = fanoutIndex;
        this.outbound = outbound;
        this.guard = new InboundGuard(messageLimitBytes);
    }

    Outbound outbound() {
        return outbound;
    }

    /** The session; null if there is none. */
    Session session() {
        return session;
    }

    void session(Session newSession) {
        session = newSession;
    }

    /** Whether this is the first call. */
    boolean isFirstLeave() {
        return hasLeft.compareAndSet(false, true);
    }

    /** Which fan-out thread the subscriber belongs to, also while it is on loan. */
    int fanoutIndex() {
        return fanoutIndex;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (isClosed || isRefused || outbound.isEnding()) {
            return -1;
        }
        final int start = target.position();
        if (handshake != null) {
            target.limit(Math.min(target.capacity(), start + HANDSHAKE_READ_BYTES));
        }
        final int count = socket.read(target);
        target.limit(target.capacity());
        return count <= 0 ? count : handshake != null ? onHandshake(target, start) : onFrames(target, start);
    }

    private int onHandshake(ByteBuffer target, int start) {
        final ByteBuffer input = target.duplicate().flip().position(start);
        target.position(start);
        try {
            if (!handshake.read(input)) {
                return 0;
            }
            final ByteBuffer behind = ByteBuffer.allocate(input.remaining()).put(input).flip();
            target.put(HandshakeRequest.parse(handshake.text()).bytes());
            handshake = null;
            final int framesStart = target.position();
            target.put(behind);
            final int admitted = target.position() == framesStart ? 0 : onFrames(target, framesStart);
            return admitted < 0 ? admitted : target.position() - start;
        } catch (final BadHandshake e) {
            refuse(e);
            return -1;
        }
    }

    private synchronized void refuse(BadHandshake bad) {
        isRefused = true;
        isHandshakeTaken = true;
        outbound.enqueueHandshake(bad.response());
        outbound.io().onRefused();
    }

    private int onFrames(ByteBuffer target, int start) {
        final int admitted = guard.admit(target.duplicate().flip().position(start));
        if (guard.isClosedByClient()) {
            outbound.end(WebSocketFraming.closeAnswer(guard.clientCode()));
            return -1;
        }
        if (guard.violation() != null) {
            outbound.end(WebSocketFraming.close(guard.violation(), guard.reason()));
            outbound.io().onClosedByServer();
            return -1;
        }
        target.position(start + admitted);
        return admitted;
    }

    @Override
    public synchronized int write(ByteBuffer source) {
        final int length = source.remaining();
        final ByteBuffer copy = ByteBuffer.allocate(length);
        copy.put(source).flip();
        if (isHandshakeTaken) {
            outbound.enqueue(copy);
        } else if (length > 0) {
            isHandshakeTaken = true;
            outbound.enqueueHandshake(copy);
        }
        return length;
    }

    @Override
    public boolean isOpen() {
        return !isClosed && socket.isOpen();
    }

    @Override
    public void close() {
        isClosed = true;
        outbound.requestClose();
    }
}
