package io.tickwire.client;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeUnit;

/**
 * Why a connection is of no use any more, and what that means for the next one.
 *
 * @param reason       for people
 * @param refusal      says why another attempt would be refused too, so that none is made; null if one is made
 * @param leastDelayMs the server asks to wait so long at least, in ms; 0 if it does not
 */
record Loss(String reason, String refusal, long leastDelayMs) {
    static final String UNAUTHENTICATED = "UNAUTHENTICATED";
    private static final int CLOSE_UNAUTHENTICATED = 4006;
    private static final int CLOSE_REVOKED = 4008;
    private static final int TEXT_LIMIT = 200;
    private static final int SECONDS_LIMIT = 3_600;

    /** Something that another connection may mend. */
    static Loss of(String reason) {
        return new Loss(reason, null, 0);
    }

    /** The server closed the connection. */
    static Loss closed(int code, String text) {
        final String refusal = code == CLOSE_UNAUTHENTICATED ? UNAUTHENTICATED
            : code == CLOSE_REVOKED ? "REVOKED" : null;
        return new Loss("the server closed the connection with code " + code + withText(text), refusal, 0);
    }

    /** No connection came about. */
    static Loss notOpened(URI uri, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof ConnectException)
            && !(root instanceof WebSocketHandshakeException)) {
            root = root.getCause();
        }
        final String begin = "can't connect to " + uri + ": ";
        if (root instanceof WebSocketHandshakeException refused) {
            return answered(begin, refused.getResponse());
        }
        if (root instanceof ConnectException) {
            // The JDK's own text for this is often empty.
            return of(begin + "nothing listens there");
        }
        if (root instanceof CertPathBuilderException || root instanceof CertificateException) {
            return of(begin + "the server's certificate is not trusted (" + root.getMessage() + ")");
        }
        return of(begin + root);
    }

    /** The application has no token, so the server was not asked. */
    static Loss noToken(Throwable failure) {
        return of("no token: " + textOf(failure));
    }

    static String textOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private static Loss answered(String begin, HttpResponse<?> answer) {
        final int status = answer.statusCode();
        final String refusal = status == 401 ? UNAUTHENTICATED : status == 403 ? "FORBIDDEN" : null;
        final long retryAfterS = answer.headers().firstValue("Retry-After").filter(s -> s.matches("[0-9]{1,9}"))
            .map(Long::valueOf).orElse(0L);
        final String text = answer.body() instanceof String body ? body : "";
        return new Loss(begin + "the server answered HTTP " + status + withText(text), refusal,
            TimeUnit.SECONDS.toMillis(Math.min(SECONDS_LIMIT, retryAfterS)));
    }

    /** What a server says goes to terminals and logs: one line of it, and not much. */
    private static String withText(String text) {
        final String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.isEmpty()) {
            return "";
        }
        return ": " + (line.length() <= TEXT_LIMIT ? line : line.substring(0, TEXT_LIMIT) + "...");
    }
}
