package io.tickwire.gateway;

import io.tickwire.config.GatewayConfig;
import io.tickwire.config.GatewayLimits;
import io.tickwire.core.counters.CounterId;
import io.tickwire.gateway.proxy.IpAddress;
import io.tickwire.gateway.wire.Wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/**
 * The reading side of one connection: maybe a proxy's header, then a handshake, then frames. It begins, is watched and
 * ends here; what comes is read by {@link Arrival} and {@link InboundFrames}. Reader thread only, but for
 * {@link #outbound}.
 */
final class Connection {
    private enum Stage {
        ARRIVING, OPEN, ENDED
    }

    private final Wire wire;
    private final Outbound outbound;
    private final int fanoutIndex;
    private final ConnectionHandler handler;
    private final Compression compression;
    private final InboundFrames frames;
    private final Liveness liveness;
    private final long handshakeDeadlineNs;
    private final Arrival arrival;
    private Stage stage = Stage.ARRIVING;
    private SelectionKey key;
    private Visitor visitor;
    private boolean isUnread;
    /** Whether a byte has come, so that TLS has had its handshake. */
    private boolean isHeard;
    /** Why it is not let in, until that can be said. */
    private BadHandshake refusal;
    private long nowNs;

    Connection(Wire wire, Outbound outbound, int fanoutIndex, Admission admission, ConnectionHandler handler,
               GatewayConfig config, GatewayLimits limits, Compression compression, long nowNs) {
        this.wire = wire;
        this.outbound = outbound;
        this.fanoutIndex = fanoutIndex;
        this.handler = handler;
        this.compression = compression;
        this.nowNs = nowNs;
        handshakeDeadlineNs = nowNs + config.handshakeTimeoutNs();
        frames = new InboundFrames(this, handler, config, limits);
        liveness = new Liveness(outbound, limits, nowNs);
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

    /** Any thread: the socket is closed. Once. */
    void onSocketClosed() {
        arrival.socketClosed();
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

    /** From the client's next message on it may have so many bytes. */
    void limit(MessageLimit limit) {
        frames.limit(limit);
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
            count = arrival.isBehindPreface() ? arrival.readPreface(wire.socket(), nowNs) : wire.read(buffer.clear());
            if (count < 0) {
                cut();
            } else if (count > 0) {
                isHeard = true;
                liveness.heard(timeNs);
                onInput(buffer.flip());
            }
            if (stage != Stage.ENDED) {
                key.interestOps(count == 0 && wire.isReadBlockedOnWrite() ? SelectionKey.OP_WRITE
                    : SelectionKey.OP_READ);
            }
        } catch (final BadHandshake e) {
            refuse(e);
        } catch (final IOException e) {
            cut();
        }
        return count > 0 && wire.isBuffering() && stage != Stage.ENDED;
    }

    private void onInput(ByteBuffer input) throws BadHandshake {
        if (refusal != null) {
            answer(refusal);
        } else if (stage == Stage.ARRIVING) {
            onHandshake(input);
        }
        if (stage == Stage.OPEN) {
            frames.decode(input, nowNs);
        }
        if (stage != Stage.ENDED && frames.isEnding()) {
            outbound.io().onCut(null);
            finish();
        }
    }

    private void onHandshake(ByteBuffer input) throws BadHandshake {
        final HandshakeRequest request = arrival.read(input, nowNs);
        if (request != null) {
            handler.onHandshake(this, request, nowNs);
            frames.decodeHandshake(request, compression);
        }
    }

    private void refuse(BadHandshake bad) {
        outbound.io().onRefused(bad.limit());
        // Behind a proxy's header that is none there is no TLS either.
        if (!arrival.mayWait(!canAnswer(), nowNs) || !canAnswer() && arrival.isBehindPreface()) {
            cut();
        } else if (canAnswer()) {
            answer(bad);
        } else {
            refusal = bad;
        }
    }

    private boolean canAnswer() {
        return isHeard || !wire.isBuffering();
    }

    private void answer(BadHandshake bad) {
        outbound.enqueueAnswer(bad.response());
        finish();
    }

    /** The handshake is answered. */
    void onOpen(String subprotocol) {
        stage = Stage.OPEN;
        handler.onOpen(this, subprotocol);
    }

    /** A look at the time. */
    void check(long timeNs) {
        nowNs = timeNs;
        if (stage == Stage.OPEN) {
            handler.onTime(this, timeNs);
            liveness.check(timeNs);
        } else if (stage != Stage.ENDED && timeNs >= handshakeDeadlineNs) {
            outbound.io().onCut(CounterId.LIMIT_HANDSHAKE);
            cut();
        }
    }

    void goAway() {
        if (stage == Stage.OPEN && !outbound.isEnding()) {
            handler.onStop(this);
            outbound.end(WebSocketFraming.close(CloseCode.GOING_AWAY, "the server stops; connect again and resume"));
        } else if (stage == Stage.ARRIVING && !canAnswer()) {
            cut();
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
