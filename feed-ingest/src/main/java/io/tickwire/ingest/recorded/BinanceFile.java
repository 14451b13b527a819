package io.tickwire.ingest.recorded;

import java.io.IOException;

/** A Binance recording whose venue and exponents are known. */
final class BinanceFile implements RecordFile {
    private final ByteSource source;
    private final String venue;
    private final BinanceScales scales;

    /**
     * Read the file once for its exponents.
     *
     * @param scales gets them; shared by files that are played together, so that an instrument is the same in all
     * @throws IllegalArgumentException if nothing tells the venue
     */
    BinanceFile(ByteSource source, RecordedOptions options, BinanceScales scales, byte[] head) throws IOException {
        this.source = source;
        this.scales = scales;
        final String ofName = BinanceVenue.ofFileName(source.name());
        this.venue = ofName == null ? options.venue() : ofName;
        if (venue == null && !BinanceLine.hasVenues(head)) {
            throw new IllegalArgumentException(source.name() + ": neither its lines nor its name tell the venue;"
                + " give --venue spot, usdm or cm, or name it such as spot_" + source.name());
        }
        try (UnpackedFile in = source.open()) {
            scales.scan(new LineReader(source.name(), in.stream(), DamageListener.NONE), venue);
        }
    }

    @Override
    public RecordReader open(DamageListener damage) throws IOException {
        return new BinanceReader(source, venue, scales, damage);
    }
}
