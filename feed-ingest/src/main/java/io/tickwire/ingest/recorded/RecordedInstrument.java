package io.tickwire.ingest.recorded;

/**
 * An instrument of a file.
 *
 * @param name          SYMBOL@VENUE
 * @param priceExponent price = mantissa x 10^priceExponent
 * @param sizeExponent  size = mantissa x 10^sizeExponent
 */
record RecordedInstrument(String name, int priceExponent, int sizeExponent) {
}
