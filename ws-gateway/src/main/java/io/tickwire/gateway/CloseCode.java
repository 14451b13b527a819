package io.tickwire.gateway;

import io.tickwire.core.counters.CounterId;

/** Every code with which the server closes a connection; the table is in docs/session-protocol.md. */
public enum CloseCode {
    /** The client asked to close. */
    NORMAL(1000),
    /** The server stops. */
    GOING_AWAY(1001),
    /** RFC 6455 was violated. */
    PROTOCOL_ERROR(1002),
    /** The client sent a binary message. */
    BINARY_NOT_ACCEPTED(1003),
    /** Text that is not UTF-8, or a compressed message that can't be inflated. */
    BAD_TEXT(1007),
    /** A message above the limit, also once it is inflated. */
    MESSAGE_TOO_BIG(1009, CounterId.LIMIT_MESSAGE_SIZE),
    /** The client did not offer the sub-protocol. */
    SUBPROTOCOL_REQUIRED(4000),
    /** As many connections as the server allows are open. */
    CONNECTION_LIMIT(4001, CounterId.LIMIT_CONNECTIONS),
    /** Mode all or trade-safe, and further behind than the limit. */
    TOO_FAR_BEHIND(4002, CounterId.LIMIT_LAG),
    /** More answers wait for the client than the limit. */
    CONTROL_FLOOD(4003, CounterId.LIMIT_CONTROL_QUEUE),
    /** More messages a second than the limit. */
    MESSAGE_RATE(4004, CounterId.LIMIT_MESSAGE_RATE),
    /** Nothing was heard for too long, not even an answer to a ping. */
    IDLE(4005, CounterId.LIMIT_IDLE),
    /** No good token was shown in time, or a bad one. */
    UNAUTHENTICATED(4006, CounterId.LIMIT_TOKEN),
    /** The token has expired. */
    TOKEN_EXPIRED(4007, CounterId.LIMIT_TOKEN),
    /** The token or its subject was revoked. */
    REVOKED(4008, CounterId.LIMIT_TOKEN),
    /** The rights are less than they were. */
    RIGHTS_CHANGED(4009, CounterId.LIMIT_TOKEN);

    /** No close frame was seen (RFC 6455 section 7.4.1); never on the wire. */
    static final int ABNORMAL = 1006;
    /** A close frame without a code; never on the wire. */
    static final int NO_STATUS = 1005;

    private final int code;
    private final CounterId limit;

    CloseCode(int code) {
        this(code, null);
    }

    CloseCode(int code, CounterId limit) {
        this.code = code;
        this.limit = limit;
    }

    /** What counts the limit that was passed; null if it was none. */
    CounterId limit() {
        return limit;
    }

    /**
     * The code on the wire.
     *
     * @return as in RFC 6455 section 7.4
     */
    public int code() {
        return code;
    }
}
