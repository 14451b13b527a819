package io.tickwire.client;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** Passes on what the server says of this client without changing what is delivered. Client's thread only. */
final class ServerNotices {
    /** Longer than any server needs to start again. */
    private static final long RECONNECT_LIMIT_MS = 3_600_000;
    private final TickListener listener;
    private long reconnectMs = -1;

    ServerNotices(TickListener listener) {
        this.listener = listener;
    }

    /** A message that needs no answer but, for some, a token. A later version may have more of them. */
    StreamSession.Outcome onMessage(String op, JsonNode message) {
        switch (op) {
            case "slow" -> listener.onSlow(ControlMessages.number(message, "position"),
                ControlMessages.number(message, "head"), ControlMessages.number(message, "ms"));
            case "caughtUp" -> listener.onCaughtUp(ControlMessages.number(message, "position"));
            case "pong" -> listener.onPong(ControlMessages.number(message, "time"));
            case "goingAway" -> {
                reconnectMs = Math.min(RECONNECT_LIMIT_MS, Math.max(0, ControlMessages.number(message, "reconnectMs")));
                listener.onGoingAway(reconnectMs);
            }
            case "expiring" -> {
                listener.onExpiring(ControlMessages.number(message, "ms"));
                return StreamSession.Outcome.REFRESH_TOKEN;
            }
            default -> {
                // Answers to mode and unsubscribe need no action.
            }
        }
        return StreamSession.Outcome.GO_ON;
    }

    /** When the server wants to see this client again, in ms; -1 if it did not say. */
    long takeReconnectMs() {
        final long taken = reconnectMs;
        reconnectMs = -1;
        return taken;
    }

    /** Any answer may say that the rights cut down what was asked for. */
    void onAnswer(JsonNode message) {
        final List<String> patterns = ControlMessages.texts(message, "notEntitled");
        if (!patterns.isEmpty()) {
            listener.onNotEntitled(patterns);
        }
    }
}
