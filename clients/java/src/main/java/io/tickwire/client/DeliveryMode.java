package io.tickwire.client;

/** What a subscription is sent. */
public enum DeliveryMode {
    /** Every tick. */
    ALL("all"),
    /** The latest quote of each instrument that changed, at a limited rate. */
    CONFLATED("conflated");

    private final String wireName;

    DeliveryMode(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The mode's name in the session protocol.
     *
     * @return {@code all} or {@code conflated}
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
        throw new IllegalArgumentException("mode '" + wireName + "' is not known; use all or conflated");
    }
}
