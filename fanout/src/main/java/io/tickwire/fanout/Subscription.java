package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.instrument.SymbolPattern;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is subscribed and how. Equal subscriptions get the same bytes.
 *
 * @param mode     what of the instruments
 * @param maxRate  frames a second where the mode has a rate, else 0
 * @param patterns which instruments, each pattern once, in the order of their text
 */
record Subscription(DeliveryMode mode, int maxRate, List<SymbolPattern> patterns) {
    private static final int DEFAULT_MAX_RATE = 10;

    /**
     * Bring a request into the form in which equal subscriptions are equal.
     *
     * @param mode     what of the instruments
     * @param maxRate  frames a second, 0 for the default; passed over where the mode has no rate
     * @param patterns in any order, with repeats
     * @return the subscription
     */
    static Subscription of(DeliveryMode mode, int maxRate, Collection<SymbolPattern> patterns) {
        final int rate = mode.isPaced() ? maxRate == 0 ? DEFAULT_MAX_RATE : maxRate : 0;
        final TreeSet<SymbolPattern> sorted = new TreeSet<>((a, b) -> a.text().compareTo(b.text()));
        sorted.addAll(patterns);
        return new Subscription(mode, rate, List.copyOf(sorted));
    }

    boolean wants(Instrument instrument) {
        for (final SymbolPattern pattern : patterns) {
            if (pattern.matches(instrument.name())) {
                return true;
            }
        }
        return false;
    }

    Subscription plus(DeliveryMode newMode, int newMaxRate, Collection<SymbolPattern> added) {
        final List<SymbolPattern> all = new ArrayList<>(patterns);
        all.addAll(added);
        return of(newMode, newMaxRate, all);
    }

    Subscription minus(Collection<SymbolPattern> removed) {
        final Set<String> texts = removed.stream().map(SymbolPattern::text).collect(Collectors.toSet());
        return new Subscription(mode, maxRate,
            patterns.stream().filter(pattern -> !texts.contains(pattern.text())).toList());
    }

    List<String> texts() {
        return patterns.stream().map(SymbolPattern::text).toList();
    }
}
