package io.tickwire.gateway;

import io.tickwire.core.counters.CounterId;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A handshake that can't be accepted; the text says what would be right. */
final class BadHandshake extends Exception {
    private static final long serialVersionUID = 1;

    private final String status;
    private final String field;
    private final CounterId limit;

    /**
     * A refusal.
     *
     * @param status  HTTP status code and its phrase
     * @param message what was wrong and what would be right; ASCII
     */
    BadHandshake(String status, String message) {
        this(status, "", message);
    }

    /**
     * A refusal with a header field.
     *
     * @param status  HTTP status code and its phrase
     * @param field   a header field that says what is supported
     * @param message what was wrong and what would be right; ASCII
     */
    BadHandshake(String status, String field, String message) {
        this(status, field, message, CounterId.LIMIT_HANDSHAKE);
    }

    /**
     * A refusal that has a counter of its own.
     *
     * @param status  HTTP status code and its phrase
     * @param field   a header field that says what is supported; may be empty
     * @param message what was wrong and what would be right; ASCII
     * @param limit   what counts it; null if it is not the client's doing
     */
    BadHandshake(String status, String field, String message, CounterId limit) {
        super(message, null, false, false);
        this.limit = limit;
        this.status = status;
        this.field = field.isEmpty() ? "" : field + "\r\n";
    }

    /** What counts it; null if nothing does. */
    CounterId limit() {
        return limit;
    }

    /** The whole HTTP response, after which the connection is closed. */
    ByteBuffer response() {
        final String body = getMessage() + "\n";
        return ByteBuffer.wrap(("HTTP/1.1 " + status + "\r\n" + field + "Content-Type: text/plain\r\nContent-Length: "
            + body.length() + "\r\nConnection: close\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
    }
}
