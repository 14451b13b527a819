package io.tickwire.ingest.recorded;

import io.tickwire.core.tick.Tick;
import io.tickwire.ingest.FeedListener;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The displayed orders of one stock, by price. One thread. */
final class ItchBook {
    /** Prices are in 1/10,000 of a dollar. */
    static final int PRICE_EXPONENT = -4;

    private static final int NOT_TOLD = -1;

    private final String name;
    private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();
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

    /** Add shares at a price, or with a negative number take them away. */
    void change(boolean isBid, long price, long shares) {
        (isBid ? bids : asks).merge(price, shares, (a, b) -> a + b == 0 ? null : (Long) (a + b));
    }

    /** Tell the best bid and offer if they are not those that were told last, or none were. */
    void tellIfChanged(FeedListener listener, long timeNs) {
        final Map.Entry<Long, Long> bid = bids.firstEntry();
        final Map.Entry<Long, Long> ask = asks.firstEntry();
        final long newBidPrice = bid == null ? Tick.NO_PRICE : bid.getKey();
        final long newBidSize = bid == null ? 0 : bid.getValue();
        final long newAskPrice = ask == null ? Tick.NO_PRICE : ask.getKey();
        final long newAskSize = ask == null ? 0 : ask.getValue();
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
