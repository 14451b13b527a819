package io.tickwire.client;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** Passes on what the server says of this client without changing what is delivered. Client's thread only. */
final class ServerNotices {
    private final TickListener listener;
    private Farewell farewell;

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
                farewell = Farewell.of(message);
                listener.onGoingAway(farewell.reconnectMs(), farewell.addresses());
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

    /** What the server said before it stopped; null if it said nothing, and once it was asked for. */
    Farewell takeFarewell() {
        final Farewell taken = farewell;
        farewell = null;
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
