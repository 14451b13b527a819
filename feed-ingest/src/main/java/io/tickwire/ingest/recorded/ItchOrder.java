package io.tickwire.ingest.recorded;

/** An order. What is left of it is in its book, at its price, once it was entered. One thread. */
final class ItchOrder {
    private final ItchBook book;
    private final int locate;
    private final boolean isBid;
    private final long price;
    private long shares;

    ItchOrder(ItchBook book, int locate, boolean isBid, long price, long shares) {
        this.book = book;
        this.locate = locate;
        this.isBid = isBid;
        this.price = price;
        this.shares = shares;
    }

    /** Add it to its book; what shows that something was damaged, or null. */
    String enter() {
        return book.enter(isBid, price, shares);
    }

    /** Take shares away, from 1 to all. */
    void reduce(long by) {
        shares -= by;
        book.reduce(isBid, price, by);
    }

    ItchBook book() {
        return book;
    }

    /** Nasdaq's number of the stock on that day. */
    int locate() {
        return locate;
    }

    boolean isBid() {
        return isBid;
    }

    long price() {
        return price;
    }

    long shares() {
        return shares;
    }
}
