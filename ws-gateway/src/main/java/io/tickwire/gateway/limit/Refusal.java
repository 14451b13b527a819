package io.tickwire.gateway.limit;

/** Why a connection is not let in. */
public enum Refusal {
    /** The address connects too fast. */
    RATE_PER_ADDRESS("429 Too Many Requests",
        "your address connects too fast: gateway.connectionRatePerAddress; try again in a second"),
    /** As many connections from the address as it may have are open. */
    LIMIT_PER_ADDRESS("429 Too Many Requests",
        "your address has as many connections as it may: gateway.connectionLimitPerAddress; close one"),
    /** All clients together connect too fast. */
    RATE("503 Service Unavailable",
        "too many clients connect at once: gateway.connectionRate; try again in a second");

    /** The header field that goes with each: every rate lets someone in within a second. */
    public static final String RETRY_AFTER = "Retry-After: 1";

    private final String status;
    private final String text;

    Refusal(String status, String text) {
        this.status = status;
        this.text = text;
    }

    /**
     * The answer to a handshake. It comes with {@link #RETRY_AFTER}.
     *
     * @return HTTP status code and its phrase
     */
    public String status() {
        return status;
    }

    /**
     * Which limit it is, for the client.
     *
     * @return ASCII
     */
    public String text() {
        return text;
    }
}
