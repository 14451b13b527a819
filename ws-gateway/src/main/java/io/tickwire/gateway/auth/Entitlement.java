package io.tickwire.gateway.auth;

import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.DeliveryMode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a subject may see.
 *
 * @param symbols         patterns of the instruments; empty for none
 * @param modes           how they may be delivered; empty for not at all
 * @param maxRate         most frames a second; 0 for no limit
 * @param connectionLimit most connections of the subject at once; 0 for no limit
 */
public record Entitlement(List<SymbolPattern> symbols, Set<DeliveryMode> modes, int maxRate, int connectionLimit) {
    /** Highest rate that can be given, in frames a second. */
    public static final int HIGHEST_RATE = 1_000;
    /** Highest limit of connections that can be given. */
    public static final int HIGHEST_CONNECTION_LIMIT = 1_000_000;
    /** All instruments, all modes, no limit. */
    public static final Entitlement EVERYTHING = new Entitlement(List.of(SymbolPattern.parse("*")),
        Set.of(DeliveryMode.values()), 0, 0);
    /** No instrument. */
    public static final Entitlement NOTHING = new Entitlement(List.of(), Set.of(), 0, 0);

    /**
     * Keeps copies that nobody changes.
     *
     * @throws NullPointerException     if symbols or modes are null or have a null
     * @throws IllegalArgumentException if a limit is out of its range
     */
    public Entitlement {
        symbols = List.copyOf(symbols);
        modes = Set.copyOf(modes);
        if (maxRate < 0 || maxRate > HIGHEST_RATE) {
            throw new IllegalArgumentException("maxRate is " + maxRate + "; it must be from 0 (no limit) to "
                + HIGHEST_RATE);
        }
        if (connectionLimit < 0 || connectionLimit > HIGHEST_CONNECTION_LIMIT) {
            throw new IllegalArgumentException("connections is " + connectionLimit + "; it must be from 0 (no limit)"
                + " to " + HIGHEST_CONNECTION_LIMIT);
        }
    }

    /**
     * Whether all that another entitlement has is in this one. Patterns are compared by their text.
     *
     * @param other to compare with
     * @return false if it has a pattern or a mode that this one has not, or a higher limit
     */
    public boolean covers(Entitlement other) {
        return equals(other) || new HashSet<>(symbols).containsAll(other.symbols) && modes.containsAll(other.modes)
            && isWithin(other.maxRate, maxRate) && isWithin(other.connectionLimit, connectionLimit);
    }

    private static boolean isWithin(int wanted, int limit) {
        return limit == 0 || wanted != 0 && wanted <= limit;
    }
}
