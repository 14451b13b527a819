package io.tickwire.fanout;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;

import java.util.List;

/**
 * Starts a subscriber anew from a snapshot when what it missed can't be had. Fan-out thread only.
 */
final class Resets {
    private final long epoch;
    private final TickSource source;
    private final Groups groups;
    private final Snapshots snapshots;
    private final CounterFile counters;

    Resets(long epoch, TickSource source, Groups groups, Snapshots snapshots, CounterFile counters) {
        this.epoch = epoch;
        this.source = source;
        this.groups = groups;
        this.snapshots = snapshots;
        this.counters = counters;
    }

    /**
     * Tell the subscriber, and give it a snapshot. The caller sees to it that the catch-up pass sends it.
     *
     * @param subscriber   any
     * @param subscription what it gets from now on
     * @param refused      patterns of the resume that the connection may not have
     * @param requestId    of the resume that is answered, or null
     * @param reason       why
     * @param cursor       position of the live pass
     * @param nowNs        time of this duty cycle, ns since 1970
     */
    void reset(Subscriber subscriber, Subscription subscription, List<String> refused, String requestId,
               ResetReason reason, long cursor, long nowNs) {
        groups.join(subscriber, subscription, cursor, nowNs);
        final Group group = subscriber.group();
        subscriber.position(cursor);
        subscriber.replayThrough(0);
        subscriber.slow().restart();
        final Snapshot snapshot = snapshots.take(group, null);
        subscriber.sink().onReset(requestId, reason, epoch, cursor, Math.min(cursor, source.oldest() - 1),
            Snapshot.ticksOf(snapshot), snapshots.matches(group, new Entitled(subscription.patterns(), refused)));
        subscriber.snapshot(snapshot);
        counters.counter(CounterId.FANOUT_RESETS).increment();
    }
}
