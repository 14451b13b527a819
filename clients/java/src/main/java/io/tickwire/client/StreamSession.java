package io.tickwire.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.core.instrument.Instrument;
import org.agrona.DirectBuffer;

import java.time.Instant;
import java.util.List;

/**
 * The protocol's state across connections: what is subscribed, the epoch, and the last position that was processed.
 * Verifies that each frame goes on where the one before it ended. Client's thread only.
 */
final class StreamSession {
    /** What a message means for the connection that brought it. */
    enum Outcome {
        GO_ON, RECONNECT, GIVE_UP, SHOW_TOKEN, REFRESH_TOKEN
    }

    private final TickListener listener;
    private final ServerNotices notices;
    private final Subscription subscription;
    private final InstrumentMap instruments = new InstrumentMap();
    private final FrameDecoder decoder = new FrameDecoder(instruments);
    private Connection connection;
    private String epoch;
    private long position;
    /** What to begin from; null once that was answered, since from then on there is a position. */
    private Instant since;
    private long lastId;
    /** The first request of this connection; null before it was sent. */
    private OpeningRequest opening;
    private boolean streaming;
    /** Whether the server answers nothing before it has seen a token. */
    private boolean awaitsToken;
    private long heartbeatMs;

    StreamSession(ClientConfig config, TickListener listener) {
        this.listener = listener;
        this.notices = new ServerNotices(listener);
        subscription = new Subscription(config);
        since = config.since();
        if (config.start() != null) {
            epoch = config.start().epoch();
            position = config.start().sequence();
        }
    }

    /** Whether the first request of this connection was answered, so that heartbeats must come. */
    boolean isStreaming() {
        return streaming;
    }

    /** Whether the connection is of use: streaming, or open with nothing to ask for. */
    boolean isReady() {
        return streaming || heartbeatMs > 0 && !awaitsToken && subscription.confirmed().isEmpty();
    }

    long heartbeatMs() {
        return heartbeatMs;
    }

    /** Returns what the server said before it stopped; null if it said nothing. */
    Farewell disconnected() {
        connection = null;
        streaming = false;
        heartbeatMs = 0;
        opening = null;
        awaitsToken = false;
        subscription.disconnected();
        return notices.takeFarewell();
    }

    void onFrame(DirectBuffer buffer, int length) {
        if (!streaming) {
            throw new ProtocolException("a frame came before the answer to the first request");
        }
        decoder.wrap(buffer, 0, length);
        requireContiguous(decoder.from());
        decoder.deliver(listener);
        position = decoder.through();
        listener.onFrameEnd(position, decoder.flags());
    }

    Outcome onText(Connection from, String text) {
        final JsonNode message = ControlMessages.parse(text);
        final String op = message.path("op").asText();
        if ("hello".equals(op)) {
            return onHello(from, Hello.of(message));
        }
        if (heartbeatMs == 0) {
            throw new ProtocolException("the first message must be hello: '" + op + "'");
        }
        switch (op) {
            case "authenticated" -> onAuthenticated();
            case "subscribed" -> onSubscribed(message);
            case "resumed" -> onResumed(message);
            case "reset" -> onReset(message);
            case "gap" -> onLost(message);
            case "instruments" -> ControlMessages.instruments(message).forEach(instruments::add);
            case "error" -> {
                return onError(message);
            }
            default -> {
                return notices.onMessage(op, message);
            }
        }
        return Outcome.GO_ON;
    }

    void subscribe(List<String> patterns) {
        if (streaming) {
            final long id = ++lastId;
            subscription.addAsked(id, patterns);
            connection.send(ControlMessages.subscribe(id, patterns, subscription.mode(), subscription.maxRate()));
        } else if (epoch == null && opening == null) {
            subscription.addConfirmed(patterns);
            if (connection != null && !awaitsToken) {
                open();
            }
        } else {
            subscription.addWaiting(patterns);
        }
    }

    void unsubscribe(List<String> patterns) {
        subscription.remove(patterns);
        if (streaming) {
            connection.send(ControlMessages.unsubscribe(++lastId, patterns));
        }
    }

    void mode(DeliveryMode mode, int maxRate) {
        subscription.mode(mode, maxRate);
        if (streaming) {
            connection.send(ControlMessages.mode(++lastId, mode, maxRate));
        }
    }

    void ping() {
        if (connection != null) {
            connection.send(ControlMessages.ping(++lastId));
        }
    }

    /** Show the server a token, the first one of the connection or a fresh one. */
    void authenticate(String token) {
        connection.send(ControlMessages.auth(++lastId, token));
    }

    private Outcome onHello(Connection from, Hello hello) {
        heartbeatMs = hello.heartbeatMs();
        connection = from;
        awaitsToken = hello.wantsToken();
        listener.onConnected(hello.server(), hello.epoch());
        if (awaitsToken) {
            return Outcome.SHOW_TOKEN;
        }
        open();
        return Outcome.GO_ON;
    }

    private void onAuthenticated() {
        if (awaitsToken) {
            awaitsToken = false;
            open();
        }
    }

    private void open() {
        if (subscription.confirmed().isEmpty()) {
            // Nothing is subscribed, so there is nothing that a resume could bring.
            epoch = null;
            subscription.restart();
        }
        if (!subscription.confirmed().isEmpty()) {
            opening = OpeningRequest.of(++lastId, subscription);
            connection.send(opening.text(since, epoch == null ? null : new Position(epoch, position)));
        }
    }

    private void onSubscribed(JsonNode message) {
        final Position start = ControlMessages.position(message, "position");
        final long id = message.path("id").asLong();
        final List<Instrument> added = ControlMessages.instruments(message);
        final boolean opens = isOpening(id);
        if (opens) {
            begin(start, added);
        } else {
            added.forEach(instruments::add);
            subscription.confirm(id);
        }
        listener.onSubscribed(start, added, ControlMessages.texts(message, "unknown"));
        notices.onAnswer(message);
        if (opens) {
            catchUp();
        }
    }

    private void onResumed(JsonNode message) {
        requireOpening(message);
        final Position start = ControlMessages.position(message, "from");
        if (since == null) {
            if (!start.epoch().equals(epoch)) {
                throw new ProtocolException("resumed in epoch " + start.epoch() + ", not in " + epoch);
            }
            requireContiguous(start.sequence());
        }
        begin(start, ControlMessages.instruments(message));
        listener.onResumed(start, ControlMessages.number(message, "head"));
        notices.onAnswer(message);
        catchUp();
    }

    private void onReset(JsonNode message) {
        requireOpening(message);
        final Position start = ControlMessages.position(message, "position");
        begin(start, ControlMessages.instruments(message));
        listener.onReset(message.path("reason").asText(), start, message.path("oldest").asLong(-1));
        notices.onAnswer(message);
        catchUp();
    }

    private void onLost(JsonNode message) {
        final long from = ControlMessages.number(message, "from");
        final long through = ControlMessages.number(message, "through");
        if (!streaming || through < from) {
            throw new ProtocolException("a gap from " + from + " through " + through + " makes no sense here");
        }
        requireContiguous(from - 1);
        position = through;
        listener.onLost(from, through);
    }

    private void begin(Position start, List<Instrument> announced) {
        if (!start.epoch().equals(epoch)) {
            instruments.clear();
        }
        announced.forEach(instruments::add);
        epoch = start.epoch();
        position = start.sequence();
        since = null;
        streaming = true;
    }

    private boolean isOpening(long id) {
        return opening != null && opening.id() == id && !streaming;
    }

    private void requireOpening(JsonNode message) {
        if (!isOpening(message.path("id").asLong())) {
            throw new ProtocolException("'" + message.path("op").asText() + "' with id " + message.path("id")
                + " answers nothing that was asked");
        }
    }

    /** Ask for what the application changed while the first answer was on its way. */
    private void catchUp() {
        final List<String> surplus = opening.surplus(subscription.confirmed());
        if (!surplus.isEmpty()) {
            connection.send(ControlMessages.unsubscribe(++lastId, surplus));
        }
        final boolean delivers = opening.deliversAs(subscription.mode(), subscription.maxRate());
        // Without a pattern left the server has no mode to change; the next subscribe brings it.
        if (!delivers && surplus.size() < opening.symbols().size()) {
            connection.send(ControlMessages.mode(++lastId, subscription.mode(), subscription.maxRate()));
        }
        final List<String> patterns = subscription.takeWaiting();
        if (!patterns.isEmpty()) {
            subscribe(patterns);
        }
    }

    private Outcome onError(JsonNode message) {
        final String code = message.path("code").asText();
        final String text = message.path("message").asText();
        final long id = message.path("id").asLong();
        if (!"UNKNOWN_SYMBOL".equals(code) && !"NOT_ENTITLED".equals(code)) {
            if (isOpening(id)) {
                if ("BUSY".equals(code)) {
                    return Outcome.RECONNECT;
                }
                listener.onRefused(code, text);
                return Outcome.GIVE_UP;
            }
            subscription.refuse(id);
        }
        listener.onError(code, text);
        return Outcome.GO_ON;
    }

    private void requireContiguous(long from) {
        if (from != position) {
            listener.onGap(position, from);
            throw new ProtocolException("coverage is broken: expected a frame from " + position + ", got one from "
                + from);
        }
    }
}
