package io.tickwire.gateway;

/** Codes of {@code error} messages; the table is in docs/session-protocol.md. */
public enum ErrorCode {
    /** The text is no JSON object. */
    BAD_JSON,
    /** There is no such op. */
    UNKNOWN_OP,
    /** A member is missing, has the wrong type or is out of range. */
    BAD_REQUEST,
    /** A pattern is malformed. */
    BAD_SYMBOL,
    /** More patterns than the limit. */
    TOO_MANY_SYMBOLS,
    /** No instrument has that name yet. */
    UNKNOWN_SYMBOL,
    /** The connection may not have the instrument of that name, should there be one. */
    NOT_ENTITLED,
    /** Unsubscribe of a pattern that is not subscribed; mode without a subscription. */
    NOT_SUBSCRIBED,
    /** There is no such mode. */
    UNKNOWN_MODE,
    /** The request queue is full. */
    BUSY
}
