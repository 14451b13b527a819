package io.tickwire.client;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.util.List;

/**
 * What a server said before it stopped.
 *
 * @param reconnectMs when it wants to see this client again, in ms
 * @param addresses   ws and wss addresses of other servers, as they came; may be empty
 */
record Farewell(long reconnectMs, List<String> addresses) {
    /** Longer than any server needs to start again. */
    private static final long RECONNECT_LIMIT_MS = 3_600_000;
    private static final int ADDRESS_LIMIT = 16;

    static Farewell of(JsonNode message) {
        return new Farewell(
            Math.min(RECONNECT_LIMIT_MS, Math.max(0, ControlMessages.number(message, "reconnectMs"))),
            ControlMessages.texts(message, "addresses").stream().filter(Farewell::isWebSocket).limit(ADDRESS_LIMIT)
                .toList());
    }

    private static boolean isWebSocket(String text) {
        try {
            return ClientConfig.isWebSocket(URI.create(text));
        } catch (final IllegalArgumentException noAddress) {
            return false;
        }
    }
}
