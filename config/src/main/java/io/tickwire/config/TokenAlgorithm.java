package io.tickwire.config;

/** How a token is signed: the only algorithm that the server takes, whatever a token's header says. */
public enum TokenAlgorithm {
    /** HMAC with SHA-256: one secret, which also who mints the tokens has. */
    HS256("HS256"),
    /** RSA (PKCS #1 v1.5) with SHA-256, keys of 2048 bits or more. */
    RS256("RS256"),
    /** ECDSA with SHA-256 on the curve P-256. */
    ES256("ES256"),
    /** Edwards curve signatures with Ed25519. */
    ED_DSA("EdDSA");

    private final String text;

    TokenAlgorithm(String text) {
        this.text = text;
    }

    /**
     * As in a token's header, {@code alg}.
     *
     * @return for example {@code EdDSA}
     */
    public String text() {
        return text;
    }
}
