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
 * @param rights   which of them the connection may have
 */
record Subscription(DeliveryMode mode, int maxRate, List<SymbolPattern> patterns, Rights rights) {
    /**
     * Bring a request into the form in which equal subscriptions are equal.
     *
     * @param mode     what of the instruments
     * @param maxRate  frames a second, 0 for the default; passed over where the mode has no rate
     * @param patterns in any order, with repeats
     * @param rights   what the connection may have
     * @return the subscription
     */
    static Subscription of(DeliveryMode mode, int maxRate, Collection<SymbolPattern> patterns, Rights rights) {
        final int rate = mode.isPaced() ? maxRate == 0 ? DeliveryMode.DEFAULT_MAX_RATE : maxRate : 0;
        final TreeSet<SymbolPattern> sorted = new TreeSet<>((a, b) -> a.text().compareTo(b.text()));
        sorted.addAll(patterns);
        return new Subscription(mode, rate, List.copyOf(sorted), rights);
    }

    boolean wants(Instrument instrument) {
        for (final SymbolPattern pattern : patterns) {
            if (pattern.matches(instrument.name())) {
                return rights.allows(instrument.name());
            }
        }
        return false;
    }

    Subscription plus(Subscription added) {
        final List<SymbolPattern> all = new ArrayList<>(patterns);
        all.addAll(added.patterns);
        return of(added.mode, added.maxRate, all, added.rights);
    }

    Subscription minus(Collection<SymbolPattern> removed) {
        final Set<String> texts = removed.stream().map(SymbolPattern::text).collect(Collectors.toSet());
        return new Subscription(mode, maxRate,
            patterns.stream().filter(pattern -> !texts.contains(pattern.text())).toList(), rights);
    }

    List<String> texts() {
        return patterns.stream().map(SymbolPattern::text).toList();
    }
}
