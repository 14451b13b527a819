package io.tickwire.fanout;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.instrument.Instrument;
import org.agrona.collections.IntArrayList;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands finished frames to sinks, announces instruments before their first entry, and counts. Fan-out thread only.
 */
final class Delivery {
    private final MarketState market;
    private final CounterFile counters;
    private final FrameCount count;

    Delivery(MarketState market, CounterFile counters) {
        this.market = market;
        this.counters = counters;
        this.count = new FrameCount(counters);
    }

    /**
     * Send a frame to a subscriber that stands where it begins.
     *
     * @param subscriber has no snapshot to send
     * @param frame      a finished frame
     * @param frameBytes its bytes
     * @return false if the sink does not take it; the subscriber has not moved then
     */
    boolean send(Subscriber subscriber, FrameBuilder frame, ByteBuffer frameBytes) {
        if (!isReady(subscriber) || !subscriber.sink().offer(frameBytes)) {
            return false;
        }
        subscriber.position(frame.through());
        count.onFrame(frame.tickCount(), frameBytes.remaining());
        return true;
    }

    /**
     * Whether the subscriber's sink takes a frame now, after what must be announced before it.
     *
     * @param subscriber any with a group
     * @return false while earlier bytes wait
     */
    boolean isReady(Subscriber subscriber) {
        if (subscriber.isGone() || !subscriber.sink().isReady()) {
            return false;
        }
        if (subscriber.announcedCount() < subscriber.group().wantedIds().size()) {
            announce(subscriber);
            return subscriber.sink().isReady();
        }
        return true;
    }

    private void announce(Subscriber subscriber) {
        final IntArrayList ids = subscriber.group().wantedIds();
        final List<Instrument> fresh = new ArrayList<>();
        for (int i = subscriber.announcedCount(); i < ids.size(); i++) {
            fresh.add(market.instruments().byId(ids.getInt(i)));
        }
        subscriber.announcedCount(ids.size());
        subscriber.sink().onInstruments(fresh);
    }

    /**
     * Tell a subscriber that what follows its position can't be had.
     *
     * @param subscriber got everything up to its position
     * @param through    the last tick that can't be had; its position from now on
     */
    void gap(Subscriber subscriber, long through) {
        subscriber.sink().onGap(subscriber.position() + 1, through);
        subscriber.position(through);
        count.onGap();
    }

    /** A subscriber that was in step did not take a frame. */
    void fellBehind() {
        counters.counter(CounterId.FANOUT_FELL_BEHIND).increment();
    }

    /** Ticks handed to sinks in this duty cycle, each counted for each sink. */
    long ticksInCycle() {
        return count.ticks();
    }

    /**
     * Bring the counters up to date; once in each duty cycle.
     *
     * @param journalTicks ticks read from the journal since the last call
     */
    void count(long journalTicks) {
        count.publish(journalTicks);
    }
}
