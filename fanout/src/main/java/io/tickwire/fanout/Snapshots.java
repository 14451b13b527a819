package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.core.tick.Tick;
import org.agrona.collections.IntArrayList;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Takes snapshots of last values and lists instruments for the answers. Fan-out thread only; allocates. */
final class Snapshots {
    private final MarketState market;
    private final PatternMatches matches;

    Snapshots(MarketState market, PatternMatches matches) {
        this.market = market;
        this.matches = matches;
    }

    /**
     * Copy the last quote and trade of each instrument that a group wants and another did not.
     *
     * @param group  what is wanted
     * @param before what was wanted before, or null
     * @return the snapshot, or null if there is nothing to tell
     */
    Snapshot take(Group group, Group before) {
        final IntArrayList ids = group.wantedIds();
        final IntArrayList fresh = new IntArrayList();
        int count = 0;
        for (int i = 0; i < ids.size(); i++) {
            final int id = ids.getInt(i);
            if (before == null || !before.wants(id)) {
                fresh.addInt(id);
                count += market.lastValues().quote(id) != null ? 1 : 0;
                count += market.lastValues().trade(id) != null ? 1 : 0;
            }
        }
        if (count == 0) {
            return null;
        }
        final Snapshot snapshot = new Snapshot(count);
        for (int i = 0; i < fresh.size(); i++) {
            addIfAny(snapshot, market.lastValues().quote(fresh.getInt(i)));
            addIfAny(snapshot, market.lastValues().trade(fresh.getInt(i)));
        }
        return snapshot;
    }

    private static void addIfAny(Snapshot snapshot, Tick value) {
        if (value != null) {
            snapshot.add(value);
        }
    }

    /**
     * What a request's patterns match.
     *
     * @param group    what is served from now on
     * @param entitled the request's patterns
     * @return for the answer
     */
    Matches matches(Group group, Entitled entitled) {
        return matches(instruments(group), group, entitled);
    }

    /**
     * What patterns match that are added to a subscription.
     *
     * @param group    what is served from now on
     * @param before   what was served before, or null
     * @param part     what is asked for
     * @param entitled its patterns
     * @return for the answer; the instruments are those asked for, and those that other rights bring
     */
    Matches matches(Group group, Group before, Subscription part, Entitled entitled) {
        final BitSet asked = matches.matching(part.patterns());
        return matches(instruments(group).stream().filter(instrument -> asked.get(instrument.id())
            || before != null && !before.wants(instrument.id())).toList(), group, entitled);
    }

    private Matches matches(List<Instrument> instruments, Group group, Entitled entitled) {
        return new Matches(instruments, unknown(entitled.patterns()), entitled.refused(),
            narrowed(entitled.patterns(), group.subscription().rights()));
    }

    /** All instruments of a group. */
    private List<Instrument> instruments(Group group) {
        final List<Instrument> instruments = new ArrayList<>(group.wantedIds().size());
        for (int i = 0; i < group.wantedIds().size(); i++) {
            instruments.add(market.instruments().byId(group.wantedIds().getInt(i)));
        }
        return instruments;
    }

    /** Patterns without a wildcard that no instrument has as its name. */
    private List<String> unknown(List<SymbolPattern> patterns) {
        return patterns.stream()
            .filter(pattern -> pattern.isExact() && market.byName(pattern.text()).isEmpty())
            .map(SymbolPattern::text).distinct().toList();
    }

    /** Patterns that match an instrument which is not allowed. */
    private List<String> narrowed(List<SymbolPattern> patterns, Rights rights) {
        if (Rights.ALL.equals(rights)) {
            return List.of();
        }
        return matches.beyond(patterns, matches.matching(rights.symbols()));
    }

    /**
     * Whether rights leave nothing of what is asked for.
     *
     * @param subscription with the patterns that are left
     * @param entitled     those patterns, and those that are not
     * @return false if there is an instrument, or may be one of a pattern's name, or nothing was taken away
     */
    boolean isNothingEntitled(Subscription subscription, Entitled entitled) {
        if (entitled.patterns().stream().anyMatch(SymbolPattern::isExact)
            || entitled.refused().isEmpty() && narrowed(entitled.patterns(), subscription.rights()).isEmpty()) {
            return false;
        }
        return matches.wanted(subscription).isEmpty();
    }
}
