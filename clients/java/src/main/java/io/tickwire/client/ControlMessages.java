package io.tickwire.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickwire.core.instrument.Instrument;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes requests and reads answers of the session protocol. */
final class ControlMessages {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ControlMessages() {
    }

    static JsonNode parse(String text) {
        try {
            final JsonNode message = MAPPER.readTree(text);
            if (!message.isObject()) {
                throw new ProtocolException("a text message must be a JSON object: " + excerpt(text));
            }
            return message;
        } catch (final JsonProcessingException e) {
            throw new ProtocolException("a text message must be a JSON object: " + excerpt(text), e);
        }
    }

    static String subscribe(long id, Collection<String> symbols, DeliveryMode mode, int maxRate) {
        return withSubscription(request("subscribe", id), symbols, mode, maxRate);
    }

    static String resume(long id, Position position, Collection<String> symbols, DeliveryMode mode, int maxRate) {
        final ObjectNode request = request("resume", id);
        request.put("epoch", position.epoch()).put("position", position.sequence());
        return withSubscription(request, symbols, mode, maxRate);
    }

    static String resumeSince(long id, Instant time, Collection<String> symbols, DeliveryMode mode, int maxRate) {
        return withSubscription(request("resume", id).put("time", time.toString()), symbols, mode, maxRate);
    }

    static String unsubscribe(long id, Collection<String> symbols) {
        final ObjectNode request = request("unsubscribe", id);
        if (!symbols.isEmpty()) {
            symbols.forEach(request.putArray("symbols")::add);
        }
        return request.toString();
    }

    static String mode(long id, DeliveryMode mode, int maxRate) {
        return withMode(request("mode", id), mode, maxRate);
    }

    static String auth(long id, String token) {
        return request("auth", id).put("token", token).toString();
    }

    static String ping(long id) {
        return request("ping", id).toString();
    }

    static Position position(JsonNode message, String member) {
        final long sequence = number(message, member);
        try {
            return new Position(message.path("epoch").asText(), sequence);
        } catch (final IllegalArgumentException e) {
            throw new ProtocolException("the answer '" + message.path("op").asText() + "' is wrong: "
                + e.getMessage(), e);
        }
    }

    static long number(JsonNode message, String member) {
        final JsonNode value = message.path(member);
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw new ProtocolException("'" + member + "' must be a whole number in: " + excerpt(message.toString()));
        }
        return value.asLong();
    }

    static List<Instrument> instruments(JsonNode message) {
        final List<Instrument> instruments = new ArrayList<>();
        for (final JsonNode node : message.path("instruments")) {
            try {
                instruments.add(new Instrument(Math.toIntExact(number(node, "id")), node.path("symbol").asText(),
                    Math.toIntExact(number(node, "priceExponent")), Math.toIntExact(number(node, "sizeExponent"))));
            } catch (final IllegalArgumentException | ArithmeticException e) {
                throw new ProtocolException("an announced instrument is wrong: " + excerpt(node.toString()) + ": "
                    + e.getMessage(), e);
            }
        }
        return instruments;
    }

    static List<String> texts(JsonNode message, String member) {
        final List<String> texts = new ArrayList<>();
        message.path(member).forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static ObjectNode request(String op, long id) {
        return MAPPER.createObjectNode().put("op", op).put("id", id);
    }

    private static String withSubscription(ObjectNode request, Collection<String> symbols, DeliveryMode mode,
                                           int maxRate) {
        symbols.forEach(request.putArray("symbols")::add);
        return withMode(request, mode, maxRate);
    }

    private static String withMode(ObjectNode request, DeliveryMode mode, int maxRate) {
        request.put("mode", mode.wireName());
        if (mode != DeliveryMode.ALL) {
            request.put("maxRate", maxRate);
        }
        return request.toString();
    }

    private static String excerpt(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
