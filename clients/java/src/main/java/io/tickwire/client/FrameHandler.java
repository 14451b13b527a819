package io.tickwire.client;

import io.tickwire.core.instrument.Instrument;

/** Receives the ticks of a frame in their order. All calls come on the thread that decodes. */
public interface FrameHandler {
    /**
     * A quote.
     *
     * @param timeNs     the venue's time, ns since 1970, UTC
     * @param instrument what is quoted; its exponents scale prices and sizes
     * @param bidPrice   mantissa, or {@link io.tickwire.core.tick.Tick#NO_PRICE} if nobody bids
     * @param bidSize    mantissa, 0 or more
     * @param askPrice   mantissa, or {@link io.tickwire.core.tick.Tick#NO_PRICE} if nobody offers
     * @param askSize    mantissa, 0 or more
     * @param flags      bits of {@link FrameFlags}
     */
    void onQuote(long timeNs, Instrument instrument, long bidPrice, long bidSize, long askPrice, long askSize,
                 int flags);

    /**
     * A trade.
     *
     * @param timeNs     the venue's time, ns since 1970, UTC
     * @param instrument what was traded; its exponents scale price and size
     * @param price      mantissa
     * @param size       mantissa, 0 or more
     * @param side       a code of {@link io.tickwire.core.tick.Side}
     * @param conditions the venue's own 32 bits
     * @param flags      bits of {@link FrameFlags}
     */
    void onTrade(long timeNs, Instrument instrument, long price, long size, byte side, long conditions, int flags);

    /**
     * What became of a source of ticks. By default nothing.
     *
     * @param timeNs   the source's time, ns since 1970, UTC
     * @param sourceId which source, 0 to 65,535
     * @param status   1 up, 2 stale, 3 down
     * @param flags    bits of {@link FrameFlags}
     */
    default void onFeedStatus(long timeNs, int sourceId, int status, int flags) {
    }
}
