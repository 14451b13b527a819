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
    /** All instruments, all modes, no limit. */
    public static final Entitlement EVERYTHING = new Entitlement(List.of(SymbolPattern.parse("*")),
        Set.of(DeliveryMode.values()), 0, 0);
    /** No instrument. */
    public static final Entitlement NOTHING = new Entitlement(List.of(), Set.of(), 0, 0);

    /**
     * Keeps copies that nobody changes.
     *
     * @throws NullPointerException if symbols or modes are null or have a null
     */
    public Entitlement {
        symbols = List.copyOf(symbols);
        modes = Set.copyOf(modes);
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
