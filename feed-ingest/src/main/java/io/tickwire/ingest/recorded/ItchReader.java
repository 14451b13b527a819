package io.tickwire.ingest.recorded;

import io.tickwire.core.tick.Side;
import io.tickwire.ingest.FeedListener;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;

/**
 * Reads Nasdaq TotalView-ITCH 5.0 and keeps the book of every stock in it. A quote is told when the best bid or offer
 * has changed, in price or size, beginning with the empty book that the directory brings. Trades are executions that
 * count for the tape, trades against hidden orders, and crosses. An execution is told before the quote that it makes.
 */
final class ItchReader implements RecordReader {
    // Since this day every trade against a hidden order says 'B', whichever side the order was on.
    private static final LocalDate SIDE_IS_HIDDEN = LocalDate.of(2014, 7, 14);

    private final String file;
    private final DamageListener damage;
    private final UnpackedFile in;
    private final ItchFrames frames;
    private final DirectBuffer buffer;
    private final long midnightNs;
    private final boolean isSideHidden;
    private final ItchDirectory directory = new ItchDirectory();
    private final Long2ObjectHashMap<ItchOrder> orders = new Long2ObjectHashMap<>();
    private long timeNs;

    ItchReader(ByteSource source, LocalDate day, DamageListener damage) throws IOException {
        this.file = source.name();
        this.damage = damage;
        this.in = source.open();
        this.frames = new ItchFrames(file, in.stream(), damage);
        this.buffer = frames.buffer();
        this.midnightNs = NewYorkDay.startNs(day);
        this.isSideHidden = !day.isBefore(SIDE_IS_HIDDEN);
    }

    @Override
    public boolean read(FeedListener listener) {
        while (frames.next()) {
            try {
                take(frames.message(), listener);
                return true;
            } catch (final IOException e) {
                damage.onDamage(file, frames.offset(), e.getMessage());
            }
        }
        return false;
    }

    private void take(int message, FeedListener listener) throws IOException {
        final long sinceMidnightNs = ItchMessage.timestampNs(buffer, message);
        require(sinceMidnightNs < NewYorkDay.LENGTH_NS, "a time outside of the day");
        timeNs = midnightNs + sinceMidnightNs;
        switch (buffer.getByte(message)) {
            case 'R' -> book(message, ItchMessage.DIRECTORY_STOCK).tellIfChanged(listener, timeNs);
            case 'H' -> book(message, ItchMessage.DIRECTORY_STOCK)
                .setTrading(buffer.getByte(message + ItchMessage.TRADING_STATE) == 'T');
            case 'A', 'F' -> add(message, listener);
            case 'E' -> execute(message, listener);
            case 'C' -> executeAtPrice(message, listener);
            case 'X' -> reduce(message, number(message, ItchMessage.CANCELLED_SHARES), listener);
            case 'D' -> reduce(message, order(message).shares(), listener);
            case 'U' -> replace(message, listener);
            case 'P' -> tradeHidden(message, listener);
            case 'Q' -> cross(message, listener);
            default -> {
                // Says nothing about orders or trades.
            }
        }
    }

    private void add(int message, FeedListener listener) throws IOException {
        final ItchBook book = book(message, ItchMessage.ADD_STOCK);
        final boolean isBid = isBuy(message);
        addOrder(message + ItchMessage.REFERENCE, new ItchOrder(book, ItchMessage.locate(buffer, message), isBid,
            number(message, ItchMessage.ADD_PRICE), number(message, ItchMessage.ADD_SHARES)));
        book.tellIfChanged(listener, timeNs);
    }

    private void addOrder(int reference, ItchOrder order) throws IOException {
        final long key = ItchMessage.number(buffer, reference);
        require(order.shares() > 0 && order.price() > 0, "an order without shares or price");
        require(!orders.containsKey(key), "order " + Long.toUnsignedString(key) + " is there already");
        orders.put(key, order);
        final String conflict = order.enter();
        if (conflict != null) {
            damage.onDamage(file, frames.offset(), conflict);
        }
    }

    private void execute(int message, FeedListener listener) throws IOException {
        final ItchOrder order = order(message);
        final long shares = number(message, ItchMessage.EXECUTED_SHARES);
        requireShares(order, shares);
        order.book().tellTrade(listener, timeNs, order.price(), shares, aggressor(order.isBid()));
        reduce(message, shares, listener);
    }

    private void executeAtPrice(int message, FeedListener listener) throws IOException {
        final ItchOrder order = order(message);
        final long shares = number(message, ItchMessage.EXECUTED_SHARES);
        final byte printable = buffer.getByte(message + ItchMessage.EXECUTED_PRINTABLE);
        requireShares(order, shares);
        require(printable == 'Y' || printable == 'N', "printable is neither Y nor N");
        if (printable == 'Y') {
            order.book().tellTrade(listener, timeNs, number(message, ItchMessage.EXECUTED_PRICE), shares,
                aggressor(order.isBid()));
        }
        reduce(message, shares, listener);
    }

    private void reduce(int message, long shares, FeedListener listener) throws IOException {
        final ItchOrder order = order(message);
        requireShares(order, shares);
        order.reduce(shares);
        if (order.shares() == 0) {
            orders.remove(ItchMessage.number(buffer, message + ItchMessage.REFERENCE));
        }
        order.book().tellIfChanged(listener, timeNs);
    }

    private void replace(int message, FeedListener listener) throws IOException {
        final ItchOrder old = order(message);
        addOrder(message + ItchMessage.REPLACE_REFERENCE, new ItchOrder(old.book(), old.locate(), old.isBid(),
            number(message, ItchMessage.REPLACE_PRICE), number(message, ItchMessage.REPLACE_SHARES)));
        reduce(message, old.shares(), listener);
    }

    private void tradeHidden(int message, FeedListener listener) throws IOException {
        final ItchBook book = book(message, ItchMessage.ADD_STOCK);
        final boolean wasBid = isBuy(message);
        book.tellTrade(listener, timeNs, number(message, ItchMessage.ADD_PRICE),
            number(message, ItchMessage.ADD_SHARES), isSideHidden && wasBid ? Side.UNKNOWN : aggressor(wasBid));
    }

    /** The one print of an auction; one without shares says that nothing met. */
    private void cross(int message, FeedListener listener) throws IOException {
        final ItchBook book = book(message, ItchMessage.CROSS_STOCK);
        final long shares = ItchMessage.number(buffer, message + ItchMessage.CROSS_SHARES);
        require(shares >= 0, "a cross of more shares than there are");
        if (shares > 0) {
            book.tellTrade(listener, timeNs, number(message, ItchMessage.CROSS_PRICE), shares, Side.UNKNOWN);
        }
    }

    private ItchBook book(int message, int stockOffset) throws IOException {
        return directory.book(ItchMessage.locate(buffer, message), ItchMessage.stock(buffer, message + stockOffset));
    }

    private ItchOrder order(int message) throws IOException {
        final long reference = ItchMessage.number(buffer, message + ItchMessage.REFERENCE);
        final ItchOrder order = orders.get(reference);
        require(order != null, "order " + Long.toUnsignedString(reference) + " is not in the book");
        require(order.locate() == ItchMessage.locate(buffer, message), "order " + Long.toUnsignedString(reference)
            + " of " + order.book().name() + " with the locate code of another stock");
        return order;
    }

    private boolean isBuy(int message) throws IOException {
        final byte side = buffer.getByte(message + ItchMessage.ADD_SIDE);
        require(side == 'B' || side == 'S', "the side is neither B nor S");
        return side == 'B';
    }

    private static byte aggressor(boolean restingIsBid) {
        return restingIsBid ? Side.SELL : Side.BUY;
    }

    private long number(int message, int offset) {
        return ItchMessage.unsigned(buffer, message + offset);
    }

    private static void requireShares(ItchOrder order, long shares) throws IOException {
        require(shares > 0 && shares <= order.shares(), shares + " shares of an order of " + order.shares());
    }

    private static void require(boolean isGood, String damage) throws IOException {
        if (!isGood) {
            throw new IOException(damage);
        }
    }

    @Override
    public long recordTimeNs() {
        return timeNs;
    }

    @Override
    public long bytesRead() {
        return in.rawBytesRead();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
