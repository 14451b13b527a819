package io.tickwire.journal;

/** The journal can't be opened, read or written, or was found damaged. The text says where and what to do. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Make one.
     *
     * @param message for an operator
     */
    public JournalException(String message) {
        super(message);
    }

    /**
     * Make one.
     *
     * @param message for an operator
     * @param cause   what happened
     */
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
