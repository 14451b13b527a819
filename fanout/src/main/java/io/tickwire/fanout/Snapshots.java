package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.core.tick.Tick;
import org.agrona.collections.IntArrayList;

import java.util.ArrayList;
import java.util.List;

/** Takes snapshots of last values and lists instruments for the answers. Fan-out thread only; allocates. */
final class Snapshots {
    private final MarketState market;

    Snapshots(MarketState market) {
        this.market = market;
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

    /** All instruments of a group. */
    List<Instrument> instruments(Group group) {
        final List<Instrument> instruments = new ArrayList<>(group.wantedIds().size());
        for (int i = 0; i < group.wantedIds().size(); i++) {
            instruments.add(market.instruments().byId(group.wantedIds().getInt(i)));
        }
        return instruments;
    }

    /** The instruments of a group that some of its patterns match. */
    List<Instrument> instruments(Group group, Subscription part) {
        return instruments(group).stream().filter(part::wants).toList();
    }

    /** Patterns without a wildcard that no instrument has as its name. */
    List<String> unknown(List<SymbolPattern> patterns) {
        return patterns.stream()
            .filter(pattern -> pattern.isExact() && market.byName(pattern.text()).isEmpty())
            .map(SymbolPattern::text).distinct().toList();
    }
}
