package io.tickwire.client;

/** What a subscription is sent. */
public enum DeliveryMode {
    /** Every tick. */
    ALL("all"),
    /** The latest quote of each instrument that changed, at a limited rate. */
    CONFLATED("conflated"),
    /** Every trade, and the latest quote of each instrument that changed, at a limited rate. */
    TRADE_SAFE("trade-safe");

    private final String wireName;

    DeliveryMode(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The mode's name in the session protocol.
     *
     * @return {@code all}, {@code conflated} or {@code trade-safe}
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Find a mode.
     *
     * @param wireName its name in the session protocol
     * @return the mode
     * @throws IllegalArgumentException if there is none of that name
     */
    public static DeliveryMode of(String wireName) {
        for (final DeliveryMode mode : values()) {
            if (mode.wireName.equals(wireName)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("mode '" + wireName + "' is not known; use all, conflated or trade-safe");
    }
}
