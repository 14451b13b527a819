package io.tickwire.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.fanout.SubscriberRequest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Reads the client's text messages, strictly. Any thread. */
final class RequestParser {
    /** Longest piece of a client's text that is repeated to it. */
    private static final int ECHO_LIMIT = 80;
    private static final int DEPTH_LIMIT = 16;
    private static final int ID_LENGTH_LIMIT = 64;
    private static final int MAX_RATE_LIMIT = 1_000;
    private static final String OPS = "use subscribe, unsubscribe, mode, resume, ping or auth";
    private static final String MODES = "use all, conflated or trade-safe";

    private final ObjectMapper mapper;
    private final int symbolLimit;

    RequestParser(int symbolLimit) {
        this.symbolLimit = symbolLimit;
        this.mapper = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_LIMIT).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * Read a message as a JSON object.
     *
     * @param text what the client sent
     * @return the object
     * @throws BadRequest if it is none
     */
    JsonNode object(String text) throws BadRequest {
        try {
            final JsonNode node = mapper.reader().with(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
            if (node == null || !node.isObject()) {
                throw new BadRequest(ErrorCode.BAD_JSON, "a message must be a JSON object such as "
                    + "{\"op\":\"subscribe\",\"symbols\":[\"BTC*\"]}; this is not one: " + echo(text));
            }
            return node;
        } catch (final JsonProcessingException e) {
            throw new BadRequest(ErrorCode.BAD_JSON, "the message is not JSON: " + echo(e.getOriginalMessage()));
        } catch (final NumberFormatException e) {
            // The parser's own way to report an exponent beyond what a number can have.
            throw new BadRequest(ErrorCode.BAD_JSON, "the message has a number out of range: " + echo(e.getMessage()));
        }
    }

    /**
     * The request's id. It is in ASCII, so that it can be put into any answer as it is: a client's text may hold
     * halves of surrogate pairs, which UTF-8 can't.
     *
     * @param request the message
     * @return a JSON value as text, or null
     * @throws BadRequest if it is neither text nor number, or too long
     */
    String id(JsonNode request) throws BadRequest {
        final JsonNode id = request.get("id");
        if (id == null || id.isNull()) {
            return null;
        }
        if (!id.isTextual() && !id.isNumber() || id.asText().length() > ID_LENGTH_LIMIT) {
            throw new BadRequest(ErrorCode.BAD_REQUEST, "id must be a text or a number of at most "
                + ID_LENGTH_LIMIT + " characters");
        }
        try {
            return mapper.writeValueAsString(id);
        } catch (final JsonProcessingException e) {
            throw new BadRequest(ErrorCode.BAD_REQUEST, "id can't be repeated: " + echo(e.getOriginalMessage()));
        }
    }

    /**
     * The request's op.
     *
     * @param request the message
     * @return any text
     * @throws BadRequest if there is none
     */
    String op(JsonNode request) throws BadRequest {
        final JsonNode op = request.get("op");
        if (op == null || !op.isTextual()) {
            throw new BadRequest(ErrorCode.BAD_REQUEST, "op is missing or no text; " + OPS);
        }
        return op.textValue();
    }

    /**
     * The token of a request to authenticate.
     *
     * @param request the message
     * @return any text
     * @throws BadRequest if there is none
     */
    String token(JsonNode request) throws BadRequest {
        final JsonNode token = request.get("token");
        if (token == null || !token.isTextual()) {
            throw new BadRequest(ErrorCode.BAD_REQUEST, "auth needs a token, which is a text");
        }
        return token.textValue();
    }

    /**
     * Read a request for fan-out.
     *
     * @param op      what it is
     * @param id      its id, or null
     * @param request the message
     * @param rights  what the connection may have
     * @return the request
     * @throws BadRequest saying what is wrong with it
     */
    SubscriberRequest request(String op, String id, JsonNode request, ClientRights rights) throws BadRequest {
        switch (op) {
            case "subscribe":
                return new SubscriberRequest.Subscribe(id, symbols(request), mode(request, rights),
                    maxRate(request, rights), rights.instruments());
            case "unsubscribe":
                return new SubscriberRequest.Unsubscribe(id, request.has("symbols") ? symbols(request) : List.of());
            case "mode":
                if (!request.has("mode")) {
                    throw new BadRequest(ErrorCode.BAD_REQUEST, "mode is missing; " + MODES);
                }
                return new SubscriberRequest.ChangeMode(id, mode(request, rights), maxRate(request, rights));
            case "resume":
                return request.has("time") ? new SubscriberRequest.ResumeSince(id, timeNs(request), symbols(request),
                    mode(request, rights), maxRate(request, rights), rights.instruments())
                    : new SubscriberRequest.Resume(id, epoch(request), position(request), symbols(request),
                        mode(request, rights), maxRate(request, rights), rights.instruments());
            default:
                throw new BadRequest(ErrorCode.UNKNOWN_OP, "op '" + echo(op) + "' is not known; " + OPS);
        }
    }

    private List<SymbolPattern> symbols(JsonNode request) throws BadRequest {
        final JsonNode symbols = request.get("symbols");
        if (symbols == null || !symbols.isArray() || symbols.isEmpty()) {
            throw new BadRequest(ErrorCode.BAD_REQUEST,
                "symbols must be a list of one or more patterns such as [\"BTC*\",\"IBM@Q\"]");
        }
        if (symbols.size() > symbolLimit) {
            throw new BadRequest(ErrorCode.TOO_MANY_SYMBOLS, "a connection has at most " + symbolLimit
                + " symbols, this message has " + symbols.size()
                + ": gateway.symbolLimit; use wildcards or more connections");
        }
        final List<SymbolPattern> patterns = new ArrayList<>(symbols.size());
        for (final JsonNode symbol : symbols) {
            if (!symbol.isTextual()) {
                throw new BadRequest(ErrorCode.BAD_REQUEST, "symbols must be texts; this is none: "
                    + echo(symbol.toString()));
            }
            try {
                patterns.add(SymbolPattern.parse(symbol.textValue()));
            } catch (final IllegalArgumentException e) {
                throw new BadRequest(ErrorCode.BAD_SYMBOL, e.getMessage());
            }
        }
        return patterns;
    }

    private static DeliveryMode mode(JsonNode request, ClientRights rights) throws BadRequest {
        final JsonNode mode = request.get("mode");
        if (mode == null) {
            return rights.allowed(DeliveryMode.ALL);
        }
        final DeliveryMode known = mode.isTextual() ? DeliveryMode.of(mode.textValue()) : null;
        if (known == null) {
            throw new BadRequest(ErrorCode.UNKNOWN_MODE,
                "mode " + echo(mode.toString()) + " is not known; " + MODES);
        }
        return rights.allowed(known);
    }

    private static int maxRate(JsonNode request, ClientRights rights) throws BadRequest {
        final JsonNode rate = request.get("maxRate");
        if (rate == null) {
            return rights.allowed(0);
        }
        if (!rate.isInt() || rate.intValue() < 1 || rate.intValue() > MAX_RATE_LIMIT) {
            throw new BadRequest(ErrorCode.BAD_REQUEST, "maxRate must be a whole number from 1 to "
                + MAX_RATE_LIMIT + " frames a second, not " + echo(rate.toString()));
        }
        return rights.allowed(rate.intValue());
    }

    private static long epoch(JsonNode request) throws BadRequest {
        final JsonNode epoch = request.get("epoch");
        if (epoch == null || !epoch.isTextual() || !epoch.textValue().matches("[0-9a-fA-F]{16}")) {
            throw new BadRequest(ErrorCode.BAD_REQUEST,
                "epoch must be a text of 16 hexadecimal digits, as in the answer to subscribe");
        }
        return Long.parseUnsignedLong(epoch.textValue(), 16);
    }

    private static long position(JsonNode request) throws BadRequest {
        final JsonNode position = request.get("position");
        if (position == null || !position.isIntegralNumber() || !position.canConvertToLong()
            || position.longValue() < 0) {
            throw new BadRequest(ErrorCode.BAD_REQUEST,
                "position must be a whole number of 0 or more: the last 'through' that was received");
        }
        return position.longValue();
    }

    private static long timeNs(JsonNode request) throws BadRequest {
        if (request.has("epoch") || request.has("position")) {
            throw new BadRequest(ErrorCode.BAD_REQUEST, "resume has either epoch and position, or time; not both");
        }
        final JsonNode time = request.get("time");
        if (time.isIntegralNumber() && time.canConvertToLong() && time.longValue() >= 0) {
            return time.longValue();
        }
        if (time.isTextual()) {
            try {
                return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(time.textValue()));
            } catch (final DateTimeParseException | ArithmeticException e) {
                throw badTime(time);
            }
        }
        throw badTime(time);
    }

    private static BadRequest badTime(JsonNode time) {
        return new BadRequest(ErrorCode.BAD_REQUEST, "time must be a text such as \"2026-01-31T14:30:00.000000001Z\","
            + " or a whole number of ns since 1970, not " + echo(time.toString()));
    }

    private static String echo(String text) {
        final String cut = text.length() > ECHO_LIMIT ? text.substring(0, ECHO_LIMIT) + "..." : text;
        return cut.replaceAll("[\\p{Cntrl}]", " ");
    }
}
