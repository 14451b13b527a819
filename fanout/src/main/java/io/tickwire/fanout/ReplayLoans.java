package io.tickwire.fanout;

import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;

import java.util.List;

/**
 * Lends subscribers that are far behind to replay agents, and takes them back when they have come near the head, so
 * that replay costs the fan-out thread nothing. While a subscriber is away, all its state is the replay thread's, but
 * for the two flags with which it can be called back; its group goes on without it. Fan-out thread only, but for
 * {@link #returned}.
 */
final class ReplayLoans {
    private final List<ReplayInbox> agents;
    private final SinkDriver home;
    private final int thresholdTicks;
    private final ManyToOneConcurrentLinkedQueue<Replay> returned = new ManyToOneConcurrentLinkedQueue<>();
    private int nextAgent;

    /**
     * Loans of one fan-out agent.
     *
     * @param agents         the replay agents; none: nothing is lent
     * @param home           the transport's part of the fan-out thread
     * @param thresholdTicks who is further behind is lent
     */
    ReplayLoans(List<ReplayInbox> agents, SinkDriver home, int thresholdTicks) {
        this.agents = agents;
        this.home = home;
        this.thresholdTicks = thresholdTicks;
    }

    /**
     * Lend a subscriber if it is far behind, and is not about to ask for another position.
     *
     * @param subscriber in mode ALL or TRADE_SAFE, without a snapshot, ready for a frame, all instruments announced
     * @param nowNs      time of this duty cycle, ns since 1970
     * @return true if it is away now
     */
    boolean lend(Subscriber subscriber, long nowNs) {
        final Group group = subscriber.group();
        if (agents.isEmpty() || group.through() - subscriber.position() <= thresholdTicks
            || subscriber.position() == subscriber.stuckPosition()
            || subscriber.requests().peek() instanceof SubscriberRequest.Resuming) {
            return false;
        }
        final ReplayInbox agent = agents.get(nextAgent++ % agents.size());
        group.lend(subscriber);
        subscriber.isAway(true);
        subscriber.sink().moveTo(agent.driver());
        agent.add(new Replay(subscriber, this, nowNs));
        return true;
    }

    /** Replay threads: a subscriber comes back. */
    void returned(Replay replay) {
        returned.add(replay);
    }

    SinkDriver home() {
        return home;
    }

    /**
     * Take back what has come back.
     *
     * @param groups  where a subscriber that is gone leaves
     * @param catchUp serves the others on
     * @return how many came back
     */
    int takeBack(Groups groups, CatchUpPass catchUp) {
        int count = 0;
        for (Replay replay = returned.poll(); replay != null; replay = returned.poll()) {
            final Subscriber subscriber = replay.subscriber();
            subscriber.isAway(false);
            subscriber.group().takeBack(subscriber);
            if (subscriber.isGone()) {
                groups.leave(subscriber);
            } else {
                subscriber.stuckPosition(replay.isStuck() ? subscriber.position() : -1);
                catchUp.add(subscriber);
            }
            count++;
        }
        return count;
    }
}
