package io.tickwire.core.tick;

/** Codes of a trade's aggressor side, as they stand in slots, in the journal and on the wire. */
public final class Side {
    /** The venue does not say. */
    public static final byte UNKNOWN = 0;
    /** The aggressor bought. */
    public static final byte BUY = 1;
    /** The aggressor sold. */
    public static final byte SELL = 2;

    private Side() {
    }
}
