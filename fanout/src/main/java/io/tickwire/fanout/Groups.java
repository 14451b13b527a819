package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.PrimitiveIterator;

/**
 * All groups of one fan-out thread, and for each instrument those that get its ticks as they come (mode ALL).
 * Joining and leaving allocate; looking up does not.
 */
final class Groups {
    private static final Group[] NONE = new Group[0];

    private final MarketState market;
    private final PatternMatches patterns;
    private final Map<Subscription, Group> bySubscription = new HashMap<>();
    private final ArrayList<Group> all = new ArrayList<>();
    private final ArrayList<Group> paced = new ArrayList<>();
    private Group[][] routes = new Group[64][];

    Groups(MarketState market, PatternMatches patterns) {
        this.market = market;
        this.patterns = patterns;
        Arrays.fill(routes, NONE);
    }

    /** Groups in mode ALL that want an instrument. Does not allocate. */
    Group[] wanting(int instrumentId) {
        return routes[instrumentId];
    }

    int count() {
        return all.size();
    }

    Group group(int index) {
        return all.get(index);
    }

    /** Groups whose frames come at a rate. */
    int pacedCount() {
        return paced.size();
    }

    Group paced(int index) {
        return paced.get(index);
    }

    /**
     * Put a subscriber into the group of a subscription, made if need be; it leaves its old one.
     *
     * @param subscriber   any
     * @param subscription what it wants
     * @param cursor       position of a new group
     * @param nowNs        time of this duty cycle
     */
    void join(Subscriber subscriber, Subscription subscription, long cursor, long nowNs) {
        leave(subscriber);
        Group group = bySubscription.get(subscription);
        if (group == null) {
            group = new Group(subscription, market.lastValues(), cursor, nowNs);
            for (final PrimitiveIterator.OfInt ids = patterns.wanted(subscription).stream().iterator();
                 ids.hasNext();) {
                addRoute(group, ids.nextInt());
            }
            bySubscription.put(subscription, group);
            all.add(group);
            if (group.isPaced()) {
                paced.add(group);
            }
        }
        group.add(subscriber);
        subscriber.group(group, group.wantedIds().size());
    }

    void leave(Subscriber subscriber) {
        final Group group = subscriber.group();
        if (group == null) {
            return;
        }
        group.remove(subscriber);
        subscriber.group(null, 0);
        if (group.isEmpty()) {
            bySubscription.remove(group.subscription());
            all.remove(group);
            paced.remove(group);
            for (int i = 0; i < group.wantedIds().size(); i++) {
                removeRoute(group, group.wantedIds().getInt(i));
            }
        }
    }

    /** An instrument that was not known before: route it to whoever waits for it. */
    void onInstrument(Instrument instrument) {
        if (instrument.id() >= routes.length) {
            final int known = routes.length;
            routes = Arrays.copyOf(routes, Math.max(instrument.id() + 1, 2 * known));
            Arrays.fill(routes, known, routes.length, NONE);
        }
        patterns.onInstrument(instrument);
        for (final Group group : all) {
            if (group.subscription().wants(instrument)) {
                addRoute(group, instrument.id());
            }
        }
    }

    private void addRoute(Group group, int instrumentId) {
        group.want(instrumentId);
        if (!group.isPaced()) {
            final Group[] old = routes[instrumentId];
            final Group[] grown = Arrays.copyOf(old, old.length + 1);
            grown[old.length] = group;
            routes[instrumentId] = grown;
        }
    }

    private void removeRoute(Group group, int instrumentId) {
        final Group[] old = routes[instrumentId];
        for (int i = 0; i < old.length; i++) {
            if (old[i] == group) {
                final Group[] shrunk = Arrays.copyOf(old, old.length - 1);
                if (i < shrunk.length) {
                    shrunk[i] = old[shrunk.length];
                }
                routes[instrumentId] = shrunk;
                return;
            }
        }
    }
}
