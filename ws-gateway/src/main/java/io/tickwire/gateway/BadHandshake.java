package io.tickwire.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A handshake that can't be accepted; the text says what would be right. */
final class BadHandshake extends Exception {
    private static final long serialVersionUID = 1;

    private final String status;
    private final String field;

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
        super(message, null, false, false);
        this.status = status;
        this.field = field.isEmpty() ? "" : field + "\r\n";
    }

    /** The whole HTTP response, after which the connection is closed. */
    ByteBuffer response() {
        final String body = getMessage() + "\n";
        return ByteBuffer.wrap(("HTTP/1.1 " + status + "\r\n" + field + "Content-Type: text/plain\r\nContent-Length: "
            + body.length() + "\r\nConnection: close\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
    }
}
