package io.tickwire.ingest;

/** What a feed handler says about a market. Called on the feed handler's thread. */
public interface FeedListener {
    /**
     * An instrument, before its first quote or trade.
     *
     * @param name          SYMBOL@VENUE
     * @param priceExponent price = mantissa x 10^priceExponent
     * @param sizeExponent  size = mantissa x 10^sizeExponent
     * @return the id to use in {@link #onQuote} and {@link #onTrade}
     */
    int onInstrument(String name, int priceExponent, int sizeExponent);

    /**
     * The best bid and offer changed.
     *
     * @param instrumentId from {@link #onInstrument}
     * @param eventTimeNs  ns since 1970, UTC
     * @param bidPrice     mantissa, {@link io.tickwire.core.tick.Tick#NO_PRICE} if nobody bids
     * @param bidSize      mantissa, 0 or more
     * @param askPrice     mantissa, {@link io.tickwire.core.tick.Tick#NO_PRICE} if nobody offers
     * @param askSize      mantissa, 0 or more
     */
    void onQuote(int instrumentId, long eventTimeNs, long bidPrice, long bidSize, long askPrice, long askSize);

    /**
     * A trade.
     *
     * @param instrumentId from {@link #onInstrument}
     * @param eventTimeNs  ns since 1970, UTC
     * @param price        mantissa
     * @param size         mantissa, 0 or more
     * @param conditions   the venue's own bits, 0 to 2^32 - 1
     * @param side         a code of {@link io.tickwire.core.tick.Side}
     */
    void onTrade(int instrumentId, long eventTimeNs, long price, long size, long conditions, byte side);
}
