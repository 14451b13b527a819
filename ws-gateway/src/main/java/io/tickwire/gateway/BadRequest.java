package io.tickwire.gateway;

/** A request that can't be served; the text says what would be right. */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    BadRequest(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
