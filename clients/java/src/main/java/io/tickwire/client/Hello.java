package io.tickwire.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The first message of the server.
 *
 * @param server      its version
 * @param epoch       its epoch
 * @param heartbeatMs how often it sends at least, 1 or more
 * @param wantsToken  whether it answers nothing before a token was shown
 */
record Hello(String server, String epoch, long heartbeatMs, boolean wantsToken) {
    private static final String PROTOCOL = "tickwire.v1";

    static Hello of(JsonNode message) {
        if (!PROTOCOL.equals(message.path("protocol").asText())) {
            throw new ProtocolException("the server speaks '" + message.path("protocol").asText() + "', not "
                + PROTOCOL);
        }
        final long heartbeatMs = ControlMessages.number(message, "heartbeatMs");
        if (heartbeatMs < 1) {
            throw new ProtocolException("heartbeatMs must be 1 or more");
        }
        return new Hello(message.path("server").asText(), message.path("epoch").asText(), heartbeatMs,
            "required".equals(message.path("auth").asText()));
    }
}
