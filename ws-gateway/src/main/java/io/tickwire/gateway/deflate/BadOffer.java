package io.tickwire.gateway.deflate;

/** A Sec-WebSocket-Extensions that is against the grammar of RFC 6455 section 9.1. */
public final class BadOffer extends Exception {
    private static final long serialVersionUID = 1;

    BadOffer(int index) {
        super("Sec-WebSocket-Extensions breaks its grammar at character " + (index + 1)
            + "; write for example permessage-deflate; client_max_window_bits", null, false, false);
    }
}
