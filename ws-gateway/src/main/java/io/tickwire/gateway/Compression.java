package io.tickwire.gateway;

import io.tickwire.config.GatewayConfig;
import io.tickwire.gateway.deflate.BadOffer;
import io.tickwire.gateway.deflate.DeflateAnswer;
import io.tickwire.gateway.deflate.MessageInflater;
import io.tickwire.gateway.deflate.OfferParser;

import java.util.List;

/**
 * Agrees with clients on permessage-deflate, and has the one inflater for all of them. Reader thread only, but for
 * {@link #close}.
 */
final class Compression implements AutoCloseable {
    /** Null if it is switched off. */
    private final MessageInflater inflater;

    Compression(GatewayConfig config) {
        inflater = config.deflate().isEnabled() ? new MessageInflater(config.inboundFrameLimitBytes()) : null;
    }

    /**
     * Look at what a client offers, and tell all parts of its connection if it is taken. Before the handshake is
     * answered.
     *
     * @param offers the values of Sec-WebSocket-Extensions
     * @throws BadHandshake if they are malformed
     */
    void agree(List<String> offers, InboundGuard guard, FrameEngine engine, Outbound outbound) throws BadHandshake {
        if (inflater == null) {
            return;
        }
        try {
            final String answer = DeflateAnswer.to(OfferParser.parse(offers));
            if (answer != null) {
                guard.allowDeflated();
                engine.deflate(answer, inflater);
                outbound.deflate();
            }
        } catch (final BadOffer e) {
            throw new BadHandshake("400 Bad Request", e.getMessage());
        }
    }

    /** Once the reader has ended. */
    @Override
    public void close() {
        if (inflater != null) {
            inflater.close();
        }
    }
}
