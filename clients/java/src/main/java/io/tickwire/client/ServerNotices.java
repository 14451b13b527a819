package io.tickwire.client;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** Passes on what the server says of this client without changing what is delivered. Client's thread only. */
final class ServerNotices {
    private final TickListener listener;

    ServerNotices(TickListener listener) {
        this.listener = listener;
    }

    void onSlow(JsonNode message) {
        listener.onSlow(ControlMessages.number(message, "position"), ControlMessages.number(message, "head"),
            ControlMessages.number(message, "ms"));
    }

    void onCaughtUp(JsonNode message) {
        listener.onCaughtUp(ControlMessages.number(message, "position"));
    }

    /** Any answer may say that the rights cut down what was asked for. */
    void onAnswer(JsonNode message) {
        final List<String> patterns = ControlMessages.texts(message, "notEntitled");
        if (!patterns.isEmpty()) {
            listener.onNotEntitled(patterns);
        }
    }
}
