package io.tickwire.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What is answered to a request.
 *
 * @param status      HTTP status
 * @param contentType with its charset
 * @param body        the bytes
 */
record Page(int status, String contentType, byte[] body) {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json; charset=utf-8";

    static Page text(int status, String body) {
        return new Page(status, TEXT, body.getBytes(StandardCharsets.UTF_8));
    }

    static Page json(int status, String body) {
        return new Page(status, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A file of the class path, read once. */
    static Page resource(String path) {
        try (InputStream in = Page.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " is missing from this build");
            }
            return new Page(200, contentType(path), in.readAllBytes());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String contentType(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> TEXT;
        };
    }
}
