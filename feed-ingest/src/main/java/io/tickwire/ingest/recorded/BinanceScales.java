package io.tickwire.ingest.recorded;

import io.tickwire.core.instrument.Decimal;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The exponents with which every price and size of a file is exact, found by reading all of it once. An instrument's
 * decimals are those that the venue writes; where it pads all numbers to {@value #PADDED_DECIMALS}, as the spot
 * market does, those that are not zero in any of them.
 */
final class BinanceScales {
    private static final int PADDED_DECIMALS = 8;

    private final Map<String, RecordedInstrument> byName = new HashMap<>();

    /** Take in all lines; what is damaged is left to the reader that comes after. */
    void scan(LineReader lines, String venue) {
        final BinanceLine line = new BinanceLine();
        while (lines.next()) {
            try {
                line.read(lines.bytes(), lines.lineStart(), lines.lineLength());
                note(line, venue);
            } catch (final IOException e) {
                continue;
            }
        }
    }

    private void note(BinanceLine line, String venue) throws IOException {
        final BinanceMessage message = line.message();
        if (message.kind() == BinanceMessage.Kind.QUOTE) {
            note(line.name(venue), message.bidPrice(), message.bidSize());
            note(line.name(venue), message.askPrice(), message.askSize());
        } else if (message.kind() == BinanceMessage.Kind.TRADE) {
            note(line.name(venue), message.price(), message.size());
        }
    }

    private void note(String name, String price, String size) {
        final RecordedInstrument known = of(name);
        final int priceExponent = Math.min(known.priceExponent(), exponentOf(price));
        final int sizeExponent = Math.min(known.sizeExponent(), exponentOf(size));
        if (priceExponent != known.priceExponent() || sizeExponent != known.sizeExponent()) {
            byName.put(name, new RecordedInstrument(name, priceExponent, sizeExponent));
        }
    }

    /** 0 for what is no number, or has more decimals than Binance writes: it must not spoil the rest of the file. */
    private static int exponentOf(String text) {
        final int decimals = decimals(text);
        try {
            Decimal.parse(text, -decimals);
            return decimals > PADDED_DECIMALS ? 0 : -decimals;
        } catch (final NumberFormatException | ArithmeticException e) {
            return 0;
        }
    }

    private static int decimals(String text) {
        final int point = text.indexOf('.');
        final int written = point < 0 ? 0 : text.length() - point - 1;
        return written < PADDED_DECIMALS ? written : Decimal.significantDecimals(text);
    }

    /** The instrument as most of the file has it. */
    RecordedInstrument of(String name) {
        final RecordedInstrument known = byName.get(name);
        return known == null ? new RecordedInstrument(name, 0, 0) : known;
    }

    /** The instrument with exponents for just these numbers, for a record that does not fit the others. */
    static RecordedInstrument only(String name, String price, String otherPrice, String size, String otherSize) {
        return new RecordedInstrument(name,
            -Math.max(Decimal.significantDecimals(price), Decimal.significantDecimals(otherPrice)),
            -Math.max(Decimal.significantDecimals(size), Decimal.significantDecimals(otherSize)));
    }
}
