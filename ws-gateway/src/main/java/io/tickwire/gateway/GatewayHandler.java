package io.tickwire.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.fanout.FanoutInbox;
import io.tickwire.fanout.Rights;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What clients do, turned into commands for fan-out and answers. Reader thread. */
final class GatewayHandler implements ConnectionHandler {
    private final GatewayHello hello;
    private final FanoutInbox[] inboxes;
    private final RequestParser parser;
    private final int connectionLimit;
    private final LongSupplier reconnectMs;
    private final CounterFile counters;
    /** Set by the thread that closes the gateway, read by the reader thread. */
    private volatile boolean isStopping;

    GatewayHandler(GatewayHello hello, FanoutInbox[] inboxes, RequestParser parser, int connectionLimit,
                   LongSupplier reconnectMs, CounterFile counters) {
        this.reconnectMs = reconnectMs;
        this.hello = hello;
        this.inboxes = inboxes;
        this.parser = parser;
        this.connectionLimit = connectionLimit;
        this.counters = counters;
    }

    @Override
    public void onOpen(Connection connection, String subprotocol) {
        counters.counter(CounterId.GATEWAY_ACCEPTED).increment();
        final boolean isWithinLimit = counters.counter(CounterId.GATEWAY_CONNECTIONS).increment() < connectionLimit;
        if (!FrameEngine.SUBPROTOCOL.equals(subprotocol)) {
            refuse(connection, CloseCode.SUBPROTOCOL_REQUIRED, "offer the sub-protocol " + FrameEngine.SUBPROTOCOL);
        } else if (!isWithinLimit) {
            refuse(connection, CloseCode.CONNECTION_LIMIT, connectionLimit + " connections are open; come back later");
        } else {
            final Session session = new Session(connection.outbound(), connection.fanoutIndex());
            connection.session(session);
            insist(() -> inbox(session).join(session));
            session.reply(hello.message());
        }
    }

    private void refuse(Connection connection, CloseCode code, String reason) {
        counters.counter(CounterId.GATEWAY_REFUSED).increment();
        counters.counter(CounterId.GATEWAY_CLOSED_BY_SERVER).increment();
        connection.outbound().end(WebSocketFraming.close(code, reason));
    }

    private FanoutInbox inbox(Session session) {
        return inboxes[session.fanoutIndex()];
    }

    /** Joining and leaving must not be lost; the fan-out thread empties its inbox in each duty cycle. */
    private void insist(BooleanSupplier attempt) {
        while (!attempt.getAsBoolean() && !isStopping) {
            Thread.yield();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        counters.counter(CounterId.GATEWAY_CONNECTIONS).getAndAdd(-1);
        final Session session = connection.session();
        if (session != null) {
            insist(() -> inbox(session).leave(session));
        }
    }

    @Override
    public void onBinary(Connection connection, ByteBuffer bytes) {
        connection.session().close(CloseCode.BINARY_NOT_ACCEPTED, "requests are text messages with a JSON object");
    }

    @Override
    public void onText(Connection connection, String text) {
        final Session session = connection.session();
        String id = null;
        try {
            final JsonNode request = parser.object(text);
            id = parser.id(request);
            final String op = parser.op(request);
            if ("ping".equals(op)) {
                session.reply(hello.pong(id));
            } else if (!inbox(session).request(session, parser.request(op, id, request, Rights.ALL))) {
                throw new BadRequest(ErrorCode.BUSY, "the server's request queue is full; ask again");
            }
        } catch (final BadRequest e) {
            counters.counter(CounterId.GATEWAY_REQUEST_ERRORS).increment();
            session.reply(Answers.error(id, e.code(), e.getMessage()));
        }
    }

    @Override
    public void onStop(Connection connection) {
        if (connection.session() != null) {
            connection.session().reply(hello.goingAway(reconnectMs.getAsLong()));
        }
    }

    @Override
    public void onFailure(Exception failure) {
        // Anything else is the client's doing: it is closed with a code, and that is counted.
        if (failure instanceof RuntimeException) {
            counters.errors().onError(failure);
        }
    }

    @Override
    public void onServerClosing() {
        isStopping = true;
    }
}
