package io.tickwire.ingest.recorded;

import io.tickwire.core.instrument.Decimal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One row of a Lean tick file (QuantConnect/Lean, Data/equity/readme): a quote is time, bid price, bid size, ask price,
 * ask size, venue, conditions, suspicious; a trade is time, price, size, venue, conditions, suspicious. Reused for
 * each; one thread.
 */
final class LeanRow {
    /** Prices are whole numbers of 1/10,000. */
    static final int PRICE_EXPONENT = -4;

    private static final int QUOTE_COLUMNS = 8;
    private static final int TRADE_COLUMNS = 6;
    // Times are in ms; decimals behind them are exact down to this power of ten.
    private static final int TIME_EXPONENT = -6;
    private static final int HEX = 16;

    private long sinceMidnightNs;
    private final long[] numbers = new long[4];
    private String venue;
    private long conditions;
    private boolean isSuspicious;

    /**
     * Read a row.
     *
     * @throws IOException if it is damaged, saying how
     */
    void read(byte[] bytes, int start, int length, boolean isQuote) throws IOException {
        final String[] columns = new String(bytes, start, length, StandardCharsets.ISO_8859_1).split(",", -1);
        final int expected = isQuote ? QUOTE_COLUMNS : TRADE_COLUMNS;
        if (columns.length != expected) {
            throw new IOException(columns.length + " columns in place of " + expected);
        }
        final int venueColumn = expected - 3;
        try {
            sinceMidnightNs = Decimal.parse(columns[0], TIME_EXPONENT);
            for (int i = 1; i < venueColumn; i++) {
                numbers[i - 1] = number(columns[i]);
            }
            venue = columns[venueColumn];
            conditions = Long.parseLong(columns[venueColumn + 1], HEX);
        } catch (final NumberFormatException | ArithmeticException e) {
            throw new IOException(e.getMessage(), e);
        }
        isSuspicious = "1".equals(columns[expected - 1]);
        if (!isSuspicious && !"0".equals(columns[expected - 1])) {
            throw new IOException("suspicious is '" + columns[expected - 1] + "', not 0 or 1");
        }
        check(isQuote);
    }

    private static long number(String column) throws IOException {
        final long value = Decimal.parse(column, 0);
        if (value < 0) {
            throw new IOException("a price or size below 0");
        }
        return value;
    }

    private void check(boolean isQuote) throws IOException {
        if (sinceMidnightNs < 0 || sinceMidnightNs >= NewYorkDay.LENGTH_NS) {
            throw new IOException("a time outside of the day");
        }
        if (conditions >>> Integer.SIZE != 0) {
            throw new IOException("conditions of more than 32 bits");
        }
        if (isQuote && !hasBid() && !hasAsk() || numbers[0] == 0 && numbers[1] != 0
            || isQuote && numbers[2] == 0 && numbers[3] != 0) {
            throw new IOException("a size without a price");
        }
    }

    long sinceMidnightNs() {
        return sinceMidnightNs;
    }

    boolean hasBid() {
        return numbers[0] != 0;
    }

    boolean hasAsk() {
        return numbers[2] != 0;
    }

    /** Bid price of a quote, price of a trade. */
    long price() {
        return numbers[0];
    }

    /** Bid size of a quote, size of a trade. */
    long size() {
        return numbers[1];
    }

    long askPrice() {
        return numbers[2];
    }

    long askSize() {
        return numbers[3];
    }

    String venue() {
        return venue;
    }

    long conditions() {
        return conditions;
    }

    boolean isSuspicious() {
        return isSuspicious;
    }
}
