package io.tickwire.gateway.wire;

/** A certificate or key can't be used. The message says which file, what is wrong and what would be right. */
final class BadTlsFile extends Exception {
    private static final long serialVersionUID = 1L;

    BadTlsFile(String message) {
        super(message);
    }

    BadTlsFile(String message, Throwable cause) {
        super(message, cause);
    }
}
