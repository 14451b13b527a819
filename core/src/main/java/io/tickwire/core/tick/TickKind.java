package io.tickwire.core.tick;

/** What a tick is. The codes are part of the journal's format and never change their meaning. */
public enum TickKind {
    /** Top of book of one instrument. */
    QUOTE(1),
    /** One execution. */
    TRADE(2),
    /** Name and exponents of an instrument id. */
    DEFINITION(3),
    /** A source says whether its data can be trusted. */
    STATUS(4);

    private final byte code;

    TickKind(int code) {
        this.code = (byte) code;
    }

    /**
     * The code in a slot.
     *
     * @return 1 to 4
     */
    public byte code() {
        return code;
    }
}
