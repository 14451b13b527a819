package io.tickwire.ingest;

import io.tickwire.core.feed.InstrumentDefinitionEncoder;
import io.tickwire.core.instrument.Instrument;

import java.nio.charset.StandardCharsets;

/** What a source says about one of its instruments, with the name ready to be copied into a message. */
final class FeedDefinition {
    private final int id;
    private final String name;
    private final int priceExponent;
    private final int sizeExponent;
    private final byte[] nameBytes = new byte[InstrumentDefinitionEncoder.nameLength()];

    /**
     * Check and make.
     *
     * @throws IllegalArgumentException if name or exponents can't be an instrument's
     */
    FeedDefinition(int id, String name, int priceExponent, int sizeExponent) {
        final Instrument checked = new Instrument(1, name, priceExponent, sizeExponent);
        this.id = id;
        this.name = checked.name();
        this.priceExponent = checked.priceExponent();
        this.sizeExponent = checked.sizeExponent();
        final byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, nameBytes, 0, ascii.length);
    }

    boolean isSame(String otherName, int otherPriceExponent, int otherSizeExponent) {
        return name.equals(otherName) && priceExponent == otherPriceExponent && sizeExponent == otherSizeExponent;
    }

    int id() {
        return id;
    }

    int priceExponent() {
        return priceExponent;
    }

    int sizeExponent() {
        return sizeExponent;
    }

    byte[] nameBytes() {
        return nameBytes;
    }
}
