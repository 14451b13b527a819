package io.tickwire.client;

/** The server sent what the wire format does not allow. The connection that brought it is of no use any more. */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With its cause.
     *
     * @param message what was wrong and what would be right
     * @param cause   what told so
     */
    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Without a cause.
     *
     * @param message what was wrong and what would be right
     */
    public ProtocolException(String message) {
        super(message);
    }
}
