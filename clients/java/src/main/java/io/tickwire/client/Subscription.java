package io.tickwire.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The patterns that the application wants: those that the server has confirmed, those that were asked for, and those
 * that wait for a connection. Only confirmed ones go into a resume, for others need a snapshot first. Client's thread.
 */
final class Subscription {
    private final Set<String> confirmed = new LinkedHashSet<>();
    private final Map<Long, List<String>> asked = new HashMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private DeliveryMode mode;
    private int maxRate;

    Subscription(ClientConfig config) {
        confirmed.addAll(config.symbols());
        mode = config.mode();
        maxRate = config.maxRate();
    }

    Collection<String> confirmed() {
        return confirmed;
    }

    DeliveryMode mode() {
        return mode;
    }

    int maxRate() {
        return maxRate;
    }

    void mode(DeliveryMode newMode, int newMaxRate) {
        mode = newMode;
        maxRate = newMaxRate;
    }

    void addConfirmed(Collection<String> patterns) {
        confirmed.addAll(patterns);
    }

    void addWaiting(Collection<String> patterns) {
        waiting.addAll(patterns);
    }

    void addAsked(long id, Collection<String> patterns) {
        asked.put(id, List.copyOf(patterns));
    }

    void confirm(long id) {
        final List<String> patterns = asked.remove(id);
        if (patterns != null) {
            confirmed.addAll(patterns);
        }
    }

    void refuse(long id) {
        asked.remove(id);
    }

    void remove(Collection<String> patterns) {
        if (patterns.isEmpty()) {
            confirmed.clear();
            waiting.clear();
            asked.clear();
        } else {
            confirmed.removeAll(patterns);
            waiting.removeAll(patterns);
            asked.replaceAll((id, list) -> list.stream().filter(pattern -> !patterns.contains(pattern)).toList());
        }
    }

    List<String> takeWaiting() {
        final List<String> taken = new ArrayList<>(waiting);
        waiting.clear();
        return taken;
    }

    void disconnected() {
        asked.values().forEach(waiting::addAll);
        asked.clear();
    }

    void restart() {
        confirmed.addAll(waiting);
        waiting.clear();
    }
}
