package io.tickwire.gateway;

import io.tickwire.gateway.auth.Authenticator;

/**
 * How long a client's messages may be.
 *
 * @param bytes most bytes of one, 1 or more
 * @param name  what sets the limit, for the client
 */
record MessageLimit(int bytes, String name) {
    /** For what is around a token in an {@code auth} message, its id above all. */
    private static final int AROUND_TOKEN_BYTES = 1_024;
    /** Most bytes of a message from who has not shown a good token yet. */
    static final int STRANGER_BYTES = Authenticator.TOKEN_LIMIT_BYTES + AROUND_TOKEN_BYTES;

    /** Of a client that was let in. */
    static MessageLimit of(int inboundFrameLimitBytes) {
        return new MessageLimit(inboundFrameLimitBytes, "gateway.inboundFrameLimit");
    }

    /** Of a client that has still to show a token. */
    MessageLimit ofStranger() {
        return bytes <= STRANGER_BYTES ? this : new MessageLimit(STRANGER_BYTES, "before a token is taken");
    }

    /** Why the connection is closed for a message beyond it. */
    String reason() {
        return "a message has at most " + bytes + " bytes: " + name;
    }

    /** As {@link #reason}, for a message that is small until it is inflated. */
    String reasonInflated() {
        return "a message has at most " + bytes + " bytes, also once it is inflated: " + name;
    }
}
