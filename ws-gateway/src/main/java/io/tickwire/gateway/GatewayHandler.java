package io.tickwire.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.fanout.FanoutInbox;
import io.tickwire.fanout.Rights;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;

import java.util.function.BooleanSupplier;

/** What the library reports, turned into commands for fan-out and answers to the client. The library's threads. */
final class GatewayHandler {
    private final GatewayHello hello;
    private final FanoutInbox[] inboxes;
    private final RequestParser parser;
    private final int connectionLimit;
    private final CounterFile counters;
    /** Set by the thread that closes the gateway, read by the library's threads. */
    private volatile boolean isStopping;

    GatewayHandler(GatewayHello hello, FanoutInbox[] inboxes, RequestParser parser, int connectionLimit,
                   CounterFile counters) {
        this.hello = hello;
        this.inboxes = inboxes;
        this.parser = parser;
        this.connectionLimit = connectionLimit;
        this.counters = counters;
    }

    void onOpen(WebSocket socket) {
        counters.counter(CounterId.GATEWAY_ACCEPTED).increment();
        final boolean isWithinLimit = counters.counter(CounterId.GATEWAY_CONNECTIONS).increment() < connectionLimit;
        if (!GatewayServer.SUBPROTOCOL.equals(socket.getProtocol().getProvidedProtocol())) {
            refuse(socket, CloseCode.SUBPROTOCOL_REQUIRED, "offer the sub-protocol " + GatewayServer.SUBPROTOCOL);
        } else if (!isWithinLimit) {
            refuse(socket, CloseCode.CONNECTION_LIMIT, connectionLimit + " connections are open; come back later");
        } else {
            final LibraryChannel channel = channelOf(socket);
            final Session session = new Session(channel.outbound(), channel.fanoutIndex());
            channel.session(session);
            insist(() -> inbox(session).join(session));
            session.reply(hello.message());
        }
        if (!channelOf(socket).isOpen()) {
            // It was cut while it was opened, by another of the library's threads, which may have come too early.
            leave(channelOf(socket));
        }
    }

    private static LibraryChannel channelOf(WebSocket socket) {
        return (LibraryChannel) ((WebSocketImpl) socket).getChannel();
    }

    private void refuse(WebSocket socket, CloseCode code, String reason) {
        counters.counter(CounterId.GATEWAY_REFUSED).increment();
        socket.close(code.code(), reason);
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

    void onClose(WebSocket socket, int code, boolean isRemote) {
        if (!isRemote && code != CloseCode.NORMAL.code() && code != CloseCode.GOING_AWAY.code()) {
            counters.counter(CounterId.GATEWAY_CLOSED_BY_SERVER).increment();
        }
        leave(channelOf(socket));
    }

    /** May come twice; to leave twice is harmless, to be counted twice is not. */
    private void leave(LibraryChannel channel) {
        if (channel.isFirstLeave()) {
            counters.counter(CounterId.GATEWAY_CONNECTIONS).getAndAdd(-1);
        }
        final Session session = channel.session();
        if (session != null) {
            insist(() -> inbox(session).leave(session));
        }
    }

    void onBinary(WebSocket socket) {
        final Session session = channelOf(socket).session();
        if (session != null) {
            session.close(CloseCode.BINARY_NOT_ACCEPTED, "requests are text messages with a JSON object");
        }
    }

    void onText(WebSocket socket, String text) {
        final Session session = channelOf(socket).session();
        if (session == null) {
            return;
        }
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

    void onFailure(WebSocket socket, Exception failure) {
        // With a socket it is the client's doing: the library closes it with a code, and that is counted.
        if (socket == null || failure instanceof RuntimeException) {
            counters.errors().onError(failure);
        }
    }

    void stop() {
        isStopping = true;
    }
}
