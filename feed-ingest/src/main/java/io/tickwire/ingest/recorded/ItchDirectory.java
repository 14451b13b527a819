package io.tickwire.ingest.recorded;

import io.tickwire.core.instrument.Instrument;
import org.agrona.collections.Int2ObjectHashMap;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The stocks of a file. A message names its stock twice, by symbol and by locate code; if they do not agree, one of
 * them is damaged. If the next message with that code says the same again, it was the first that was damaged. One
 * thread.
 */
final class ItchDirectory {
    private static final String VENUE = "@XNAS";

    private final Map<String, ItchBook> books = new HashMap<>();
    private final Int2ObjectHashMap<String> stocks = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<String> doubted = new Int2ObjectHashMap<>();

    /**
     * The book of a stock.
     *
     * @throws IOException if symbol and code do not belong together, or it is no symbol
     */
    ItchBook book(int locate, String stock) throws IOException {
        final String name = stock + VENUE;
        if (stock.isEmpty() || !Instrument.isName(name)) {
            throw new IOException("'" + stock + "' can't be the symbol of a stock");
        }
        final String known = stocks.get(locate);
        if (known != null && !known.equals(stock) && !stock.equals(doubted.get(locate))) {
            doubted.put(locate, stock);
            throw new IOException("stock " + stock + " with the locate code of " + known);
        }
        doubted.remove(locate);
        stocks.put(locate, stock);
        return books.computeIfAbsent(stock, s -> new ItchBook(name));
    }
}
