package io.tickwire.gateway.auth;

/**
 * A token that is not taken. The message says what is wrong and what would be right, may be shown to the client, and
 * never repeats the token nor a key.
 */
public final class BadToken extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    BadToken(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /**
     * Why.
     *
     * @return the first thing that was wrong
     */
    public Reason reason() {
        return reason;
    }

    /** Why a token is not taken. */
    public enum Reason {
        /** It is no JWT, or a claim is missing or has the wrong form. */
        MALFORMED,
        /** Its header has another algorithm than the one of the configuration. */
        WRONG_ALGORITHM,
        /** Its signature does not fit. */
        BAD_SIGNATURE,
        /** No key has its {@code kid}. */
        UNKNOWN_KEY,
        /** Its time is over. */
        EXPIRED,
        /** Its time has not come. */
        NOT_YET_VALID,
        /** It is for somebody else. */
        WRONG_AUDIENCE,
        /** It is from somebody else. */
        WRONG_ISSUER,
        /** It does not say whose it is. */
        NO_SUBJECT,
        /** It, or its subject, is in the revocation file. */
        REVOKED,
        /** It has more than {@link Authenticator#TOKEN_LIMIT_BYTES}. */
        TOO_LONG
    }
}
