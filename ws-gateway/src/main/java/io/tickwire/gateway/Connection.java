package io.tickwire.gateway;

import io.tickwire.config.GatewayConfig;
import io.tickwire.config.GatewayLimits;
import io.tickwire.core.counters.CounterId;
import io.tickwire.gateway.limit.InboundRate;
import io.tickwire.gateway.proxy.IpAddress;
import io.tickwire.gateway.wire.Wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/**
 * The reading side of one connection: maybe a proxy's header, then a handshake, then frames. Whatever is against the
 * rules is answered here; what is in order goes through the library's engine to the handler. Reader thread only, but
 * for {@link #outbound}.
 */
final class Connection implements FrameEngine.Output {
    private enum Stage {
        ARRIVING, OPEN, ENDED
    }

    private final Wire wire;
    private final Outbound outbound;
    private final int fanoutIndex;
    private final ConnectionHandler handler;
    private final GatewayLimits limits;
    private final Compression compression;
    private final InboundGuard guard;
    private final FrameEngine engine;
    private final InboundRate rate;
    private final Liveness liveness;
    private final long handshakeDeadlineNs;
    private final Arrival arrival;
    private final SendBuffer sendBuffer;
    private Stage stage = Stage.ARRIVING;
    private SelectionKey key;
    private Visitor visitor;
    private boolean isUnread;
    private long nowNs;

    Connection(Wire wire, Outbound outbound, int fanoutIndex, Admission admission, ConnectionHandler handler,
               GatewayConfig config, GatewayLimits limits, Compression compression, long nowNs) {
        this.wire = wire;
        this.outbound = outbound;
        this.fanoutIndex = fanoutIndex;
        this.handler = handler;
        this.limits = limits;
        this.compression = compression;
        this.nowNs = nowNs;
        handshakeDeadlineNs = nowNs + config.handshakeTimeoutNs();
        guard = new InboundGuard(config.inboundFrameLimitBytes());
        engine = new FrameEngine(config.inboundFrameLimitBytes(), this);
        rate = new InboundRate(limits.messageRate());
        liveness = new Liveness(limits.pingIntervalNs(), limits.idleTimeoutNs(), nowNs);
        sendBuffer = new SendBuffer(wire.socket(), config);
        arrival = new Arrival(admission, IpAddress.of(wire.socket().socket().getInetAddress()));
    }

    /** The reader listens to it from now on. */
    void start(SelectionKey newKey) {
        key = newKey;
        try {
            arrival.start(nowNs);
        } catch (final BadHandshake e) {
            refuse(e);
        }
    }

    Outbound outbound() {
        return outbound;
    }

    /** Which fan-out thread the subscriber belongs to, also while it is on loan. */
    int fanoutIndex() {
        return fanoutIndex;
    }

    /** Of the client, behind proxies that are trusted. */
    IpAddress address() {
        return arrival.address();
    }

    /** The kernel's, of this connection. */
    SendBuffer sendBuffer() {
        return sendBuffer;
    }

    /** Of the last event, ns since 1970. */
    long nowNs() {
        return nowNs;
    }

    /** Whom the handler made of it; null if nobody. */
    Visitor visitor() {
        return visitor;
    }

    void visitor(Visitor newVisitor) {
        visitor = newVisitor;
    }

    /** Whether the reader has it in its list of those to read again. */
    boolean isUnread() {
        return isUnread;
    }

    void isUnread(boolean unread) {
        isUnread = unread;
    }

    boolean isEnded() {
        return stage == Stage.ENDED;
    }

    /**
     * The socket can be read, or written if reading waits for that.
     *
     * @return whether there may be more, of which no selector tells
     */
    boolean onReady(ByteBuffer buffer, long timeNs) {
        nowNs = timeNs;
        if (outbound.isEnding()) {
            finish();
            return false;
        }
        int count = 0;
        try {
            count = arrival.isBehindPreface() ? readPreface() : wire.read(buffer.clear());
            if (count < 0) {
                cut();
            } else if (count > 0) {
                liveness.heard(timeNs);
                onInput(buffer.flip());
            }
            if (stage != Stage.ENDED) {
                key.interestOps(count == 0 && wire.isReadBlockedOnWrite() ? SelectionKey.OP_WRITE
                    : SelectionKey.OP_READ);
            }
        } catch (final IOException e) {
            cut();
        }
        return count > 0 && wire.isBuffering() && stage != Stage.ENDED;
    }

    private int readPreface() throws IOException {
        try {
            return arrival.readPreface(wire.socket(), nowNs) ? 0 : -1;
        } catch (final BadHandshake e) {
            refuse(e);
            return 0;
        }
    }

    private void onInput(ByteBuffer input) {
        if (stage == Stage.ARRIVING) {
            onHandshake(input);
        }
        while (stage == Stage.OPEN && input.hasRemaining() && !engine.isEnding() && !outbound.isEnding()) {
            onFrame(input);
        }
        if (stage != Stage.ENDED && engine.isEnding()) {
            outbound.io().onCut(null);
            finish();
        }
    }

    private void onHandshake(ByteBuffer input) {
        try {
            final HandshakeRequest request = arrival.read(input, nowNs);
            if (request != null) {
                handler.onHandshake(this, request, nowNs);
                compression.agree(request.extensions(), guard, engine, outbound);
                engine.decodeHandshake(request.bytes());
            }
        } catch (final BadHandshake e) {
            refuse(e);
        }
    }

    private void refuse(BadHandshake bad) {
        outbound.enqueueAnswer(bad.response());
        outbound.io().onRefused(bad.limit());
        finish();
    }

    /** A frame, or the part of one that has come. */
    private void onFrame(ByteBuffer input) {
        final int admitted = guard.admit(input);
        if (guard.takeMessages() > 0 && !rate.tryMessage(nowNs)) {
            close(CloseCode.MESSAGE_RATE, "at most " + limits.messageRate() + " messages a second, and "
                + 2 * limits.messageRate() + " at once: gateway.messageRate");
            return;
        }
        // Not a slice: the library reads the array behind it from the position on.
        engine.decode(input.duplicate().limit(input.position() + admitted));
        input.position(input.position() + admitted);
        final boolean isOver = stage == Stage.ENDED || engine.isEnding() || outbound.isEnding();
        if (!isOver && guard.isClosedByClient()) {
            outbound.end(WebSocketFraming.closeAnswer(guard.clientCode()));
        } else if (!isOver && guard.violation() != null) {
            close(guard.violation(), guard.reason());
        }
    }

    private void close(CloseCode code, String reason) {
        outbound.end(WebSocketFraming.close(code, reason));
        outbound.io().onClosedByServer(code);
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

    @Override
    public void onViolation(CloseCode code, String reason) {
        close(code, reason);
    }

    /** A look at the time. */
    void check(long timeNs) {
        nowNs = timeNs;
        if (stage == Stage.OPEN) {
            handler.onTime(this, timeNs);
            checkLiveness();
        } else if (stage != Stage.ENDED && timeNs >= handshakeDeadlineNs) {
            outbound.io().onCut(CounterId.LIMIT_HANDSHAKE);
            cut();
        }
    }

    private void checkLiveness() {
        final Liveness.Due due = liveness.check(nowNs, outbound.lastTakenNs());
        if (due == Liveness.Due.PING) {
            outbound.enqueue(WebSocketFraming.ping());
        } else if (due == Liveness.Due.CLOSE && !outbound.isEnding()) {
            close(CloseCode.IDLE, "nothing was heard of you, not even a pong: gateway.idleTimeout");
        }
    }

    void goAway() {
        if (stage == Stage.OPEN && !outbound.isEnding()) {
            handler.onStop(this);
            outbound.end(WebSocketFraming.close(CloseCode.GOING_AWAY, "the server stops; connect again and resume"));
        } else if (stage == Stage.ARRIVING) {
            refuse(new BadHandshake("503 Service Unavailable", "", "the server stops; connect again", null));
        }
    }

    /** The writing side has ended, or is about to once all is written: nothing is read here any more. */
    void finish() {
        end();
        outbound.requestClose();
    }

    private void cut() {
        outbound.abort();
        end();
    }

    private void end() {
        if (stage == Stage.ENDED) {
            return;
        }
        final boolean wasOpen = stage == Stage.OPEN;
        stage = Stage.ENDED;
        key.cancel();
        arrival.leave();
        if (wasOpen) {
            handler.onClosed(this);
        }
    }
}
