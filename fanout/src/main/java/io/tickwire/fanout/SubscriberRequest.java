package io.tickwire.fanout;

import io.tickwire.core.instrument.SymbolPattern;

import java.util.List;

/** What a subscriber asks for. The id is the client's own, null if it gave none, and comes back in the answer. */
public sealed interface SubscriberRequest {
    /**
     * The client's id of the request.
     *
     * @return a JSON value as text, or null
     */
    String id();

    /**
     * Add patterns to the subscription, with a snapshot of what they bring, then live ticks.
     *
     * @param id      the client's id of the request, or null
     * @param symbols 1 or more patterns
     * @param mode    mode of the whole subscription from now on
     * @param maxRate most frames a second where the mode has a rate, 1 to 1,000; 0: the default
     * @param rights  what the connection may have, of the whole subscription, from now on
     */
    record Subscribe(String id, List<SymbolPattern> symbols, DeliveryMode mode, int maxRate, Rights rights)
        implements SubscriberRequest {
    }

    /**
     * Take patterns out of the subscription.
     *
     * @param id      the client's id of the request, or null
     * @param symbols patterns as they were subscribed
     */
    record Unsubscribe(String id, List<SymbolPattern> symbols) implements SubscriberRequest {
    }

    /**
     * Change the mode of the subscription. Its rights stay.
     *
     * @param id      the client's id of the request, or null
     * @param mode    the new mode
     * @param maxRate as in {@link Subscribe}
     */
    record ChangeMode(String id, DeliveryMode mode, int maxRate) implements SubscriberRequest {
    }

    /** Begin with what was missed. Replaces the subscription. */
    sealed interface Resuming extends SubscriberRequest {
        /**
         * What is wanted.
         *
         * @return 1 or more patterns
         */
        List<SymbolPattern> symbols();

        /**
         * The mode of the subscription.
         *
         * @return from now on
         */
        DeliveryMode mode();

        /**
         * As in {@link Subscribe}.
         *
         * @return 0 to 1,000
         */
        int maxRate();

        /**
         * What the connection may have.
         *
         * @return from now on
         */
        Rights rights();
    }

    /**
     * Go on after a position that was reached on an earlier connection.
     *
     * @param id       the client's id of the request, or null
     * @param epoch    the epoch to which the position belongs
     * @param position the last sequence number that the client has, 0 or more
     * @param symbols  1 or more patterns
     * @param mode     mode of the subscription
     * @param maxRate  as in {@link Subscribe}
     * @param rights   what the connection may have
     */
    record Resume(String id, long epoch, long position, List<SymbolPattern> symbols, DeliveryMode mode, int maxRate,
                  Rights rights) implements Resuming {
    }

    /**
     * Go on with the first tick that was received at a time or later.
     *
     * @param id      the client's id of the request, or null
     * @param timeNs  receive time, ns since 1970
     * @param symbols 1 or more patterns
     * @param mode    mode of the subscription
     * @param maxRate as in {@link Subscribe}
     * @param rights  what the connection may have
     */
    record ResumeSince(String id, long timeNs, List<SymbolPattern> symbols, DeliveryMode mode, int maxRate,
                       Rights rights) implements Resuming {
    }
}
