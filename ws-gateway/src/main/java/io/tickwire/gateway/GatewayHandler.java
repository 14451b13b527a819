package io.tickwire.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.config.GatewayConfig;
import io.tickwire.config.GatewayLimits;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.fanout.FanoutInbox;
import io.tickwire.fanout.SubscriberRequest;
import io.tickwire.gateway.audit.AuditLog;
import io.tickwire.gateway.auth.BadToken;
import io.tickwire.gateway.auth.Grant;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What clients do, turned into commands for fan-out and answers. Reader thread. */
final class GatewayHandler implements ConnectionHandler {
    private final GatewayHello hello;
    private final FanoutInbox[] inboxes;
    private final RequestParser parser;
    private final GatewayConfig config;
    private final MessageLimit messageLimit;
    private final Access access;
    private final AuditLog audit;
    private final LongSupplier reconnectMs;
    private final List<String> otherAddresses;
    private final CounterFile counters;
    private long lastConnectionId;
    /** Set by the thread that closes the gateway, read by the reader thread. */
    private volatile boolean isStopping;

    GatewayHandler(GatewayHello hello, FanoutInbox[] inboxes, GatewayConfig config, GatewayLimits limits,
                   Security security, LongSupplier reconnectMs, CounterFile counters) {
        this.hello = hello;
        this.inboxes = inboxes;
        this.parser = new RequestParser(config.symbolLimit());
        this.config = config;
        this.messageLimit = MessageLimit.of(config.inboundFrameLimitBytes());
        this.access = new Access(security, limits.connectionLimitPerSubject());
        this.audit = security.audit();
        this.reconnectMs = reconnectMs;
        this.otherAddresses = config.otherAddresses();
        this.counters = counters;
    }

    @Override
    public void onHandshake(Connection connection, HandshakeRequest request, long nowNs) throws BadHandshake {
        final Grant grant = access.grant(request, nowNs);
        final AuditTrail trail = new AuditTrail(audit, ++lastConnectionId, hello.clock());
        final Session session = new Session(connection.outbound(), connection.fanoutIndex(),
            new SendBuffer(connection.outbound().socket(), config), trail);
        final Visitor visitor = new Visitor(connection, session, access, grant, nowNs);
        connection.visitor(visitor);
        if (visitor.isStranger()) {
            connection.limit(messageLimit.ofStranger());
        }
    }

    @Override
    public void onOpen(Connection connection, String subprotocol) {
        counters.counter(CounterId.GATEWAY_ACCEPTED).increment();
        final long openBefore = counters.counter(CounterId.GATEWAY_CONNECTIONS).increment();
        final Visitor visitor = connection.visitor();
        if (!FrameEngine.SUBPROTOCOL.equals(subprotocol)) {
            refuse(connection, CloseCode.SUBPROTOCOL_REQUIRED, "offer the sub-protocol " + FrameEngine.SUBPROTOCOL);
        } else if (openBefore >= config.connectionLimit()) {
            refuse(connection, CloseCode.CONNECTION_LIMIT,
                config.connectionLimit() + " connections are open: gateway.connectionLimit; come back later");
        } else if (visitor.isStranger()) {
            visitor.session().reply(hello.message("required"));
        } else if (admit(connection)) {
            visitor.session().reply(hello.message(access.isRequired() ? "done" : "none"));
        }
    }

    /** Let a visitor through to fan-out, unless its subject has too many connections. */
    private boolean admit(Connection connection) {
        final Visitor visitor = connection.visitor();
        final String obstacle = visitor.grant() == null ? null : access.enter(visitor.grant());
        if (obstacle != null) {
            refuse(connection, CloseCode.CONNECTION_LIMIT, obstacle);
            return false;
        }
        visitor.admitted();
        connection.limit(messageLimit);
        visitor.session().trail().opened(visitor.grant(), connection.address());
        insist(() -> inbox(visitor.session()).join(visitor.session()));
        return true;
    }

    private void refuse(Connection connection, CloseCode code, String reason) {
        counters.counter(CounterId.GATEWAY_REFUSED).increment();
        connection.outbound().close(code, reason);
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
        final Visitor visitor = connection.visitor();
        if (visitor.isAdmitted()) {
            insist(() -> inbox(visitor.session()).leave(visitor.session()));
            visitor.session().trail().closed(connection.outbound().closeCode());
            if (visitor.grant() != null) {
                access.leave(visitor.grant());
            }
        }
        // Last, so that who sees it knows that all the rest is done, the audit log's line too.
        counters.counter(CounterId.GATEWAY_CONNECTIONS).getAndAdd(-1);
    }

    @Override
    public void onTime(long nowNs) {
        access.reload(nowNs);
    }

    @Override
    public void onTime(Connection connection, long nowNs) {
        connection.visitor().check(nowNs);
    }

    @Override
    public void onBinary(Connection connection, ByteBuffer bytes) {
        connection.visitor().session()
            .close(CloseCode.BINARY_NOT_ACCEPTED, "requests are text messages with a JSON object");
    }

    @Override
    public void onText(Connection connection, String text) {
        final Visitor visitor = connection.visitor();
        final Session session = visitor.session();
        String id = null;
        try {
            final JsonNode request = parser.object(text);
            id = parser.id(request);
            final String op = parser.op(request);
            if ("auth".equals(op) && access.isRequired()) {
                authenticate(connection, id, parser.token(request));
            } else if (visitor.isStranger()) {
                session.close(CloseCode.UNAUTHENTICATED, "send auth with a token before anything else");
            } else if ("ping".equals(op)) {
                session.reply(hello.pong(id));
            } else {
                pass(connection, op, id, request);
            }
        } catch (final BadRequest e) {
            onBadRequest(visitor, id, e);
        }
    }

    private void pass(Connection connection, String op, String id, JsonNode json) throws BadRequest {
        final Session session = connection.visitor().session();
        final ClientRights rights = ClientRights.of(connection.visitor().grant());
        final SubscriberRequest request = session.sent(parser.request(op, id, json, rights));
        if (!inbox(session).request(session, request)) {
            throw new BadRequest(ErrorCode.BUSY, "the server's request queue is full; ask again");
        }
        session.sendBuffer().follow(request);
    }

    private void onBadRequest(Visitor visitor, String id, BadRequest bad) {
        counters.counter(CounterId.GATEWAY_REQUEST_ERRORS).increment();
        if (visitor.isStranger()) {
            visitor.session().close(CloseCode.UNAUTHENTICATED, "send auth with a token before anything else");
        } else {
            visitor.session().reply(Answers.error(id, bad.code(), bad.getMessage()));
        }
    }

    /** The first token of a stranger, or another one for who has one already. */
    private void authenticate(Connection connection, String id, String token) {
        final Visitor visitor = connection.visitor();
        final Session session = visitor.session();
        try {
            final Grant before = visitor.grant();
            final Grant grant = access.grant(token, connection.nowNs());
            if (before != null && !before.subject().equals(grant.subject())) {
                session.close(CloseCode.UNAUTHENTICATED, "the token is of another subject; connect anew with it");
            } else if (before != null && !grant.entitlement().covers(before.entitlement())) {
                session.close(CloseCode.RIGHTS_CHANGED, "you may have less than before; connect again and resume");
            } else {
                visitor.grant(grant);
                if (visitor.isAdmitted() || admit(connection)) {
                    session.reply(hello.authenticated(id, grant));
                }
            }
        } catch (final BadToken e) {
            session.close(CloseCode.UNAUTHENTICATED, e.getMessage());
        }
    }

    @Override
    public void onStop(Connection connection) {
        connection.visitor().session().reply(hello.goingAway(reconnectMs.getAsLong(), otherAddresses));
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
