package io.tickwire.server.cli;

/** Fields of journaled ticks; their order is that of the columns of a CSV export. */
enum JournalField {
    SEQUENCE("sequence", false),
    RECEIVED("received", false),
    TIME("time", false),
    TYPE("type", true),
    SYMBOL("symbol", true),
    BID("bid", true),
    BID_SIZE("bidSize", true),
    ASK("ask", true),
    ASK_SIZE("askSize", true),
    PRICE("price", true),
    SIZE("size", true),
    SIDE("side", true),
    CONDITIONS("conditions", false),
    STATUS("status", false),
    SOURCE("source", false),
    INSTRUMENT("instrument", false),
    SOURCE_INSTRUMENT("sourceInstrument", false),
    PRICE_EXPONENT("priceExponent", false),
    SIZE_EXPONENT("sizeExponent", false),
    KIND("kind", false);

    private final String text;
    private final boolean isQuoted;

    JournalField(String text, boolean isQuoted) {
        this.text = text;
        this.isQuoted = isQuoted;
    }

    /** The name that a user reads. */
    String text() {
        return text;
    }

    /** Whether JSON has it in quotes: texts, and decimals, which a double could not hold exactly. */
    boolean isQuoted() {
        return isQuoted;
    }
}
