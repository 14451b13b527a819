package io.tickwire.fanout;

import io.tickwire.core.instrument.SymbolPattern;

import java.util.List;

/**
 * Which instruments a connection may have.
 *
 * @param symbols those that one of these patterns matches; none: nothing
 */
public record Rights(List<SymbolPattern> symbols) {
    /** Every instrument. */
    public static final Rights ALL = new Rights(List.of(SymbolPattern.parse("*")));

    /**
     * Keep a copy of the patterns.
     *
     * @param symbols in any order
     */
    public Rights {
        symbols = List.copyOf(symbols);
    }

    /**
     * Whether an instrument may be had.
     *
     * @param instrumentName SYMBOL@VENUE, of a known instrument or not
     * @return true if so
     */
    public boolean allows(String instrumentName) {
        for (final SymbolPattern pattern : symbols) {
            if (pattern.matches(instrumentName)) {
                return true;
            }
        }
        return false;
    }
}
