package io.tickwire.gateway.auth;

/** Something that was read has the wrong form. The message never repeats it, since it may be a token or a key. */
final class BadContent extends Exception {
    private static final long serialVersionUID = 1;

    BadContent(String message) {
        super(message, null, false, false);
    }
}
