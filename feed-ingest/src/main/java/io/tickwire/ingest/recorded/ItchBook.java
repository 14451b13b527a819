package io.tickwire.ingest.recorded;

import io.tickwire.core.instrument.Decimal;
import io.tickwire.core.tick.Tick;
import io.tickwire.ingest.FeedListener;

/** The displayed orders of one stock, by price. One thread. */
final class ItchBook {
    /** Prices are in 1/10,000 of a dollar. */
    static final int PRICE_EXPONENT = -4;

    private static final int NOT_TOLD = -1;

    private final String name;
    private final ItchLevels bids = new ItchLevels(true);
    private final ItchLevels asks = new ItchLevels(false);
    // In a halt, orders gather that would trade with each other.
    private boolean isTrading = true;
    private int id = NOT_TOLD;
    private boolean isTold;
    private long bidPrice;
    private long bidSize;
    private long askPrice;
    private long askSize;

    /**
     * An empty book.
     *
     * @param name SYMBOL@VENUE
     */
    ItchBook(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void setTrading(boolean isTradingNow) {
        isTrading = isTradingNow;
    }

    /**
     * Add an order.
     *
     * @return what shows that it, or one that is there already, was damaged; null if all is well
     */
    String enter(boolean isBid, long price, long shares) {
        final boolean wasCrossed = bids.isCrossed(bids.best(), asks.best());
        final ItchLevels own = isBid ? bids : asks;
        final ItchLevels others = isBid ? asks : bids;
        final ItchLevels.Level level = own.change(price, shares);
        final ItchLevels.Level other = others.best();
        if (!isTrading || wasCrossed || !own.isCrossed(level, other)) {
            return null;
        }
        own.settle(level, others);
        return (isBid ? "a bid at " : "an offer at ") + Decimal.toString(price, PRICE_EXPONENT)
            + (isBid ? " above the offer at " : " below the bid at ") + Decimal.toString(other.price(), PRICE_EXPONENT)
            + " of " + name + ": one of the two is wrong; the " + (other == others.best() ? "new" : "old")
            + " one is left out";
    }

    /** Take shares of an order away. */
    void reduce(boolean isBid, long price, long shares) {
        (isBid ? bids : asks).change(price, -shares);
    }

    /** Tell the best bid and offer if they are not those that were told last, or none were. */
    void tellIfChanged(FeedListener listener, long timeNs) {
        final ItchLevels.Level bid = bids.best();
        final ItchLevels.Level ask = asks.best();
        final long newBidPrice = bid == null ? Tick.NO_PRICE : bid.price();
        final long newBidSize = bid == null ? 0 : bid.shares();
        final long newAskPrice = ask == null ? Tick.NO_PRICE : ask.price();
        final long newAskSize = ask == null ? 0 : ask.shares();
        if (isTold && newBidPrice == bidPrice && newBidSize == bidSize && newAskPrice == askPrice
            && newAskSize == askSize) {
            return;
        }
        isTold = true;
        bidPrice = newBidPrice;
        bidSize = newBidSize;
        askPrice = newAskPrice;
        askSize = newAskSize;
        listener.onQuote(id(listener), timeNs, bidPrice, bidSize, askPrice, askSize);
    }

    void tellTrade(FeedListener listener, long timeNs, long price, long shares, byte side) {
        listener.onTrade(id(listener), timeNs, price, shares, 0, side);
    }

    private int id(FeedListener listener) {
        if (id == NOT_TOLD) {
            id = listener.onInstrument(name, PRICE_EXPONENT, 0);
        }
        return id;
    }
}
