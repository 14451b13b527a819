package io.tickwire.gateway;

import io.tickwire.gateway.wire.Wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/**
 * The reading side of one connection: first a handshake, then frames. Whatever is against the rules is answered here;
 * what is in order goes through the library's engine to the handler. Reader thread only, but for {@link #outbound}.
 */
final class Connection implements FrameEngine.Output {
    private enum Stage {
        HANDSHAKE, OPEN, ENDED
    }

    private final Wire wire;
    private final Outbound outbound;
    private final int fanoutIndex;
    private final ConnectionHandler handler;
    private final InboundGuard guard;
    private final FrameEngine engine;
    private final long handshakeDeadlineNs;
    private Stage stage = Stage.HANDSHAKE;
    private HandshakeReader handshake = new HandshakeReader();
    private SelectionKey key;
    private Session session;

    Connection(Wire wire, Outbound outbound, int fanoutIndex, int messageLimitBytes, long handshakeDeadlineNs,
               ConnectionHandler handler) {
        this.wire = wire;
        this.outbound = outbound;
        this.fanoutIndex = fanoutIndex;
        this.handler = handler;
        this.handshakeDeadlineNs = handshakeDeadlineNs;
        guard = new InboundGuard(messageLimitBytes);
        engine = new FrameEngine(messageLimitBytes, this);
    }

    void key(SelectionKey newKey) {
        key = newKey;
    }

    /** Any thread. */
    Outbound outbound() {
        return outbound;
    }

    /** Which fan-out thread the subscriber belongs to, also while it is on loan. */
    int fanoutIndex() {
        return fanoutIndex;
    }

    /** The session; null if there is none. */
    Session session() {
        return session;
    }

    void session(Session newSession) {
        session = newSession;
    }

    boolean isEnded() {
        return stage == Stage.ENDED;
    }

    /** The socket can be read, or written if reading has to wait for that. */
    void onReady(ByteBuffer buffer) {
        if (outbound.isEnding()) {
            finish();
            return;
        }
        try {
            final int count = wire.read(buffer.clear());
            if (count < 0) {
                outbound.abort();
                end();
            } else if (count > 0) {
                onInput(buffer.flip());
            }
            if (stage != Stage.ENDED) {
                key.interestOps(count == 0 && wire.isReadBlockedOnWrite() ? SelectionKey.OP_WRITE
                    : SelectionKey.OP_READ);
            }
        } catch (final IOException e) {
            outbound.abort();
            end();
        }
    }

    private void onInput(ByteBuffer input) {
        if (stage == Stage.HANDSHAKE) {
            onHandshake(input);
        }
        if (stage == Stage.OPEN && input.hasRemaining()) {
            onFrames(input);
        }
        if (stage != Stage.ENDED && engine.isEnding()) {
            outbound.io().onClosedByServer();
            finish();
        }
    }

    private void onHandshake(ByteBuffer input) {
        try {
            if (handshake.read(input)) {
                final HandshakeRequest request = HandshakeRequest.parse(handshake.text());
                handshake = null;
                engine.decode(request.bytes());
            }
        } catch (final BadHandshake e) {
            refuse(e);
        }
    }

    private void refuse(BadHandshake bad) {
        outbound.enqueueAnswer(bad.response());
        outbound.io().onRefused();
        finish();
    }

    private void onFrames(ByteBuffer input) {
        final int admitted = guard.admit(input);
        final ByteBuffer inOrder = input.slice(input.position(), admitted);
        engine.decode(inOrder);
        if (stage == Stage.ENDED || engine.isEnding()) {
            return;
        }
        if (guard.isClosedByClient()) {
            outbound.end(WebSocketFraming.closeAnswer(guard.clientCode()));
        } else if (guard.violation() != null && !outbound.isEnding()) {
            outbound.end(WebSocketFraming.close(guard.violation(), guard.reason()));
            outbound.io().onClosedByServer();
        }
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        outbound.enqueue(bytes);
    }

    @Override
    public void onOpen(String subprotocol) {
        stage = Stage.OPEN;
        handler.onOpen(this, subprotocol);
    }

    @Override
    public void onText(String text) {
        if (!outbound.isEnding()) {
            handler.onText(this, text);
        }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        if (!outbound.isEnding()) {
            handler.onBinary(this, bytes);
        }
    }

    @Override
    public void onFailure(Exception failure) {
        handler.onFailure(failure);
    }

    /** A look at the time. */
    void check(long nowNs) {
        if (stage == Stage.HANDSHAKE && nowNs >= handshakeDeadlineNs) {
            outbound.io().onClosedByServer();
            outbound.abort();
            end();
        }
    }

    /** The server stops. */
    void goAway() {
        if (stage == Stage.HANDSHAKE) {
            refuse(new BadHandshake("503 Service Unavailable", "the server stops; connect again"));
        } else if (stage == Stage.OPEN && !outbound.isEnding()) {
            handler.onStop(this);
            outbound.end(WebSocketFraming.close(CloseCode.GOING_AWAY, "the server stops; connect again and resume"));
        }
    }

    /** The writing side has ended, or is about to once all is written: nothing is read here any more. */
    void finish() {
        end();
        outbound.requestClose();
    }

    private void end() {
        if (stage == Stage.ENDED) {
            return;
        }
        final boolean wasOpen = stage == Stage.OPEN;
        stage = Stage.ENDED;
        key.cancel();
        if (wasOpen) {
            handler.onClosed(this);
        }
    }
}
