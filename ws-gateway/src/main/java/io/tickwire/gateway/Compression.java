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
     * Look at what a client offers, before the handshake is answered.
     *
     * @param offers the values of Sec-WebSocket-Extensions
     * @return what to answer there; null if nothing is agreed
     * @throws BadHandshake if they are malformed
     */
    String agree(List<String> offers) throws BadHandshake {
        if (inflater == null) {
            return null;
        }
        try {
            return DeflateAnswer.to(OfferParser.parse(offers));
        } catch (final BadOffer e) {
            throw new BadHandshake("400 Bad Request", e.getMessage());
        }
    }

    /** For what clients compress; null if it is switched off. */
    MessageInflater inflater() {
        return inflater;
    }

    /** Once the reader has ended. */
    @Override
    public void close() {
        if (inflater != null) {
            inflater.close();
        }
    }
}
