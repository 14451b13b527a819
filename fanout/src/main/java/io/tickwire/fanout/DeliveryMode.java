package io.tickwire.fanout;

/** What a subscriber gets of its instruments. */
public enum DeliveryMode {
    /** Every tick. */
    ALL("all"),
    /** The latest quote of each instrument, at most so many times a second. */
    CONFLATED("conflated"),
    /** The latest quote of each instrument as in CONFLATED, and every trade. */
    TRADE_SAFE("trade-safe");

    /** Frames a second in a mode with a rate, where a client names none. */
    public static final int DEFAULT_MAX_RATE = 10;

    private final String text;

    DeliveryMode(String text) {
        this.text = text;
    }

    /**
     * As in the session protocol.
     *
     * @return lower-case text
     */
    public String text() {
        return text;
    }

    /** Whether frames come at a rate, with the latest quotes, rather than as ticks come. */
    boolean isPaced() {
        return this != ALL;
    }

    /** Whether what was missed is read tick by tick, so that who is too far behind must be closed. */
    boolean needsHistory() {
        return this != CONFLATED;
    }

    /**
     * Read the session protocol's text.
     *
     * @param text what a client wrote
     * @return the mode, or null if there is none of that name
     */
    public static DeliveryMode of(String text) {
        for (final DeliveryMode mode : values()) {
            if (mode.text.equals(text)) {
                return mode;
            }
        }
        return null;
    }
}
