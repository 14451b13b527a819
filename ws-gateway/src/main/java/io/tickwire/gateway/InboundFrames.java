package io.tickwire.gateway;

import io.tickwire.config.GatewayConfig;
import io.tickwire.config.GatewayLimits;
import io.tickwire.gateway.limit.InboundRate;

import java.nio.ByteBuffer;

/**
 * What a client sends, from its handshake on. What is against the rules is answered here; what is in order goes through
 * the library's engine to the handler. Reader thread only.
 */
final class InboundFrames implements FrameEngine.Output {
    private final Connection connection;
    private final Outbound outbound;
    private final ConnectionHandler handler;
    private final int messageRate;
    private final InboundGuard guard;
    private final FrameEngine engine;
    private final InboundRate rate;
    private MessageLimit limit;

    InboundFrames(Connection connection, ConnectionHandler handler, GatewayConfig config, GatewayLimits limits) {
        this.connection = connection;
        this.handler = handler;
        outbound = connection.outbound();
        messageRate = limits.messageRate();
        limit = MessageLimit.of(config.inboundFrameLimitBytes());
        guard = new InboundGuard(limit);
        engine = new FrameEngine(limit.bytes(), this);
        rate = new InboundRate(messageRate);
    }

    /** From the next message on this is the limit, at most that of the configuration. */
    void limit(MessageLimit newLimit) {
        limit = newLimit;
        guard.limit(newLimit);
        engine.limit(newLimit);
    }

    /**
     * Answer a handshake.
     *
     * @throws BadHandshake if what it offers is malformed
     */
    void decodeHandshake(HandshakeRequest request, Compression compression) throws BadHandshake {
        final String answer = compression.agree(request.extensions());
        if (answer != null) {
            guard.allowDeflated();
            engine.deflate(answer, compression.inflater(), limit);
            outbound.deflate();
        }
        engine.decodeHandshake(request.bytes());
    }

    /**
     * Take frames, or the parts of them that have come, until the connection is to end.
     *
     * @param input what came
     * @param nowNs ns since 1970
     */
    void decode(ByteBuffer input, long nowNs) {
        while (input.hasRemaining() && !engine.isEnding() && !outbound.isEnding()) {
            onFrame(input, nowNs);
        }
    }

    /** Whether the library has said its last word. */
    boolean isEnding() {
        return engine.isEnding();
    }

    private void onFrame(ByteBuffer input, long nowNs) {
        final int admitted = guard.admit(input);
        if (guard.takeMessage() && !rate.tryMessage(nowNs)) {
            outbound.close(CloseCode.MESSAGE_RATE, "at most " + messageRate + " messages a second, and "
                + 2 * messageRate + " at once: gateway.messageRate");
            return;
        }
        // Not a slice: the library reads the array behind it from the position on.
        engine.decode(input.duplicate().limit(input.position() + admitted));
        input.position(input.position() + admitted);
        final boolean isOver = engine.isEnding() || outbound.isEnding();
        if (!isOver && guard.isClosedByClient()) {
            outbound.end(WebSocketFraming.closeAnswer(guard.clientCode()));
        } else if (!isOver && guard.violation() != null) {
            outbound.close(guard.violation(), guard.reason());
        }
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (WebSocketFraming.isClose(bytes)) {
            outbound.end(bytes);
        } else {
            outbound.enqueue(bytes);
        }
    }

    @Override
    public void onOpen(String subprotocol) {
        connection.onOpen(subprotocol);
    }

    @Override
    public void onText(String text) {
        if (!outbound.isEnding()) {
            handler.onText(connection, text);
        }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        if (!outbound.isEnding()) {
            handler.onBinary(connection, bytes);
        }
    }

    @Override
    public void onFailure(Exception failure) {
        handler.onFailure(failure);
    }

    @Override
    public void onViolation(CloseCode code, String reason) {
        outbound.close(code, reason);
    }
}
