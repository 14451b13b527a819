package io.tickwire.client;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The first request of a connection as it was sent, to tell what the application has changed by the time the answer
 * comes.
 *
 * @param id      of the request
 * @param symbols patterns that it asked for
 * @param mode    every tick, the latest quotes, or those and every trade
 * @param maxRate most frames a second where the mode has a rate
 */
record OpeningRequest(long id, List<String> symbols, DeliveryMode mode, int maxRate) {
    static OpeningRequest of(long id, Subscription subscription) {
        return new OpeningRequest(id, List.copyOf(subscription.confirmed()), subscription.mode(),
            subscription.maxRate());
    }

    /** As it is sent: from a time; else from a position, that of the last tick processed; else from a snapshot on. */
    String text(Instant since, Position position) {
        if (since != null) {
            return ControlMessages.resumeSince(id, since, symbols, mode, maxRate);
        }
        return position == null ? ControlMessages.subscribe(id, symbols, mode, maxRate)
            : ControlMessages.resume(id, position, symbols, mode, maxRate);
    }

    /** Patterns that the server now has and nobody wants any more. */
    List<String> surplus(Collection<String> wanted) {
        return symbols.stream().filter(pattern -> !wanted.contains(pattern)).toList();
    }

    /** Whether the server delivers as it is wanted now; the rate means nothing in mode all. */
    boolean deliversAs(DeliveryMode wanted, int wantedMaxRate) {
        return mode == wanted && (mode == DeliveryMode.ALL || maxRate == wantedMaxRate);
    }
}
