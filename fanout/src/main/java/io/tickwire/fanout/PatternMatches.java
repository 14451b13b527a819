package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.instrument.SymbolPattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which instruments patterns match. To find that out for a pattern with a wildcard takes a look at every name, and a
 * request may have a thousand of them; so it is found out a little in each duty cycle, and kept for a while. Fan-out
 * thread only; allocates.
 */
final class PatternMatches {
    /** Names looked at in one duty cycle, for the sake of those at the head; a pattern is looked up as a whole. */
    private static final int NAMES_LIMIT = 16_384;
    /** Patterns that are kept; beyond, all are forgotten before a large request is begun. */
    private static final int KEPT_LIMIT = 4_096;
    /** A large request whose client can't take an answer for so many duty cycles makes room for another. */
    private static final int ABSENCE_LIMIT = 1_000;

    private final MarketState market;
    private final Map<SymbolPattern, BitSet> known = new HashMap<>();
    private final List<SymbolPattern> missing = new ArrayList<>();
    /** Whose large request is being looked up; one at a time, so that what is kept for it has a bound. */
    private Subscriber owner;
    /** Duty cycles since it asked. */
    private int absence;
    private int leftNames;

    PatternMatches(MarketState market) {
        this.market = market;
    }

    /** A new duty cycle. */
    void beginPass() {
        leftNames = NAMES_LIMIT;
        absence++;
        if (owner != null && (owner.isGone() || owner.requests().isEmpty() || absence > ABSENCE_LIMIT)) {
            owner = null;
        }
        if (owner == null && known.size() > KEPT_LIMIT) {
            known.clear();
        }
    }

    /**
     * Look up what a request needs, as far as this duty cycle's budget goes. Small requests get ahead of a large one,
     * which gets half of the budget, and one pattern at least.
     *
     * @param asking whose request it is
     * @param lists  all patterns of the request
     * @return true if all of them are known now; else ask again in the next duty cycle
     */
    boolean prepare(Subscriber asking, List<List<SymbolPattern>> lists) {
        missing.clear();
        for (final List<SymbolPattern> patterns : lists) {
            for (final SymbolPattern pattern : patterns) {
                if (!pattern.isExact() && !known.containsKey(pattern)) {
                    missing.add(pattern);
                }
            }
        }
        final int names = Math.max(1, market.instruments().size());
        int count = missing.size();
        if ((long) count * names > leftNames) {
            owner = owner == null ? asking : owner;
            if (owner != asking) {
                return false;
            }
            absence = 0;
            count = Math.min(count, Math.max(1, (leftNames - NAMES_LIMIT / 2) / names));
        }
        for (int i = 0; i < count; i++) {
            leftNames -= known.containsKey(missing.get(i)) ? 0 : names;
            bits(missing.get(i));
        }
        if (count < missing.size()) {
            return false;
        }
        owner = owner == asking ? null : owner;
        return true;
    }

    /** Whether a large request was begun or gone on with in this duty cycle, and is not done. */
    boolean isUnfinished() {
        return owner != null && absence == 0;
    }

    /** An instrument that was not known before. */
    void onInstrument(Instrument instrument) {
        known.forEach((pattern, bits) -> {
            if (pattern.matches(instrument.name())) {
                bits.set(instrument.id());
            }
        });
    }

    /** Ids of what a subscription wants. */
    BitSet wanted(Subscription subscription) {
        final BitSet wanted = matching(subscription.patterns());
        if (!Rights.ALL.equals(subscription.rights())) {
            wanted.and(matching(subscription.rights().symbols()));
        }
        return wanted;
    }

    /** Ids of what one or more of some patterns match; the caller's own. */
    BitSet matching(Collection<SymbolPattern> patterns) {
        final BitSet matching = new BitSet(market.instruments().size() + 1);
        for (final SymbolPattern pattern : patterns) {
            if (pattern.isExact()) {
                market.byName(pattern.text()).forEach(instrument -> matching.set(instrument.id()));
            } else {
                matching.or(bits(pattern));
            }
        }
        return matching;
    }

    /** Ids of what a pattern with a wildcard matches. */
    private BitSet bits(SymbolPattern pattern) {
        BitSet bits = known.get(pattern);
        if (bits == null) {
            bits = new BitSet(market.instruments().size() + 1);
            for (int id = 1; id <= market.instruments().size(); id++) {
                if (pattern.matches(market.instruments().byId(id).name())) {
                    bits.set(id);
                }
            }
            known.put(pattern, bits);
        }
        return bits;
    }

    /**
     * Patterns that match something beside what is allowed.
     *
     * @param patterns in any order
     * @param allowed  ids
     * @return each once
     */
    List<String> beyond(List<SymbolPattern> patterns, BitSet allowed) {
        return patterns.stream().filter(pattern -> {
            final BitSet more = matching(List.of(pattern));
            more.andNot(allowed);
            return !more.isEmpty();
        }).map(SymbolPattern::text).distinct().toList();
    }
}
