package io.tickwire.server.line;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;

import java.math.BigDecimal;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A tick as a person would write it down: exact decimals, whatever the exponents.
 *
 * @param kind    quote or trade
 * @param symbol  SYMBOL@VENUE
 * @param timeNs  ns since 1970
 * @param numbers bid, bid size, ask, ask size; or price, size; null where there is none
 * @param side    of a trade, else 0
 */
record SeenTick(String kind, String symbol, long timeNs, List<BigDecimal> numbers, byte side) {
    private static final BigDecimal NONE = BigDecimal.valueOf(-1);

    static SeenTick quote(Instrument instrument, long timeNs, long bid, long bidSize, long ask, long askSize) {
        return new SeenTick("quote", instrument.name(), timeNs, List.of(price(instrument, bid),
            size(instrument, bidSize), price(instrument, ask), size(instrument, askSize)), Side.UNKNOWN);
    }

    static SeenTick trade(Instrument instrument, long timeNs, long price, long size, byte side) {
        return new SeenTick("trade", instrument.name(), timeNs,
            List.of(price(instrument, price), size(instrument, size)), side);
    }

    private static BigDecimal price(Instrument instrument, long mantissa) {
        return mantissa == Tick.NO_PRICE ? NONE : normal(BigDecimal.valueOf(mantissa, -instrument.priceExponent()));
    }

    private static BigDecimal size(Instrument instrument, long mantissa) {
        return normal(BigDecimal.valueOf(mantissa, -instrument.sizeExponent()));
    }

    static BigDecimal normal(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    /** As assertEquals on the lists, with a message that shows the first difference alone. */
    static void assertSame(List<SeenTick> expected, List<SeenTick> seen) {
        for (int i = 0; i < Math.min(expected.size(), seen.size()); i++) {
            final int index = i;
            assertEquals(expected.get(i), seen.get(i), () -> "tick " + index + " of " + expected.size() + " and "
                + seen.size());
        }
        assertEquals(expected.size(), seen.size(), "number of ticks");
    }

    boolean isQuote() {
        return "quote".equals(kind);
    }
}
