package io.tickwire.fanout;

import io.tickwire.core.tick.LastValues;
import io.tickwire.core.tick.TickFilter;
import org.agrona.collections.IntArrayList;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * All subscribers with the same subscription. A frame is built once for the group and goes to every member that stands
 * where the frame begins. Fan-out thread only.
 */
final class Group {
    private final Subscription subscription;
    private final LastValues lastValues;
    private final ArrayList<Subscriber> members = new ArrayList<>();
    private final IntArrayList wantedIds = new IntArrayList();
    private long[] wanted = new long[1];
    /** The group's last frame went up to here. */
    private long through;
    /** There is nothing for this group in (through, scanned]. */
    private long scanned;
    /** What of the ticks the members get; null until it is asked for. */
    private TickFilter filter;
    /** Time of the group's last frame, ns since 1970. */
    private long lastFrameNs;
    /** Where the mode has a rate: not before this time another frame, ns since 1970. */
    private long nextFrameNs;
    /** Where the mode has a rate: a member may stand behind the group. */
    private boolean hasLaggards;
    /** Members that are on loan to replay agents. */
    private int awayCount;
    /** The frame being built in this pass, or null. */
    private FrameBuilder frame;

    Group(Subscription subscription, LastValues lastValues, long position, long nowNs) {
        this.subscription = subscription;
        this.lastValues = lastValues;
        this.through = position;
        this.scanned = position;
        this.lastFrameNs = nowNs;
    }

    Subscription subscription() {
        return subscription;
    }

    boolean isConflated() {
        return subscription.mode() == DeliveryMode.CONFLATED;
    }

    /** Whether its frames come at a rate. */
    boolean isPaced() {
        return subscription.mode().isPaced();
    }

    /** How frames of ticks are marked. */
    FrameFlag flag(boolean isReplay) {
        if (isPaced()) {
            return isReplay ? FrameFlag.CONFLATED_REPLAY : FrameFlag.CONFLATED;
        }
        return isReplay ? FrameFlag.REPLAY : FrameFlag.LIVE;
    }

    void want(int instrumentId) {
        final int word = instrumentId >> 6;
        if (word >= wanted.length) {
            wanted = Arrays.copyOf(wanted, Math.max(word + 1, 2 * wanted.length));
        }
        wanted[word] |= 1L << instrumentId;
        wantedIds.addInt(instrumentId);
        filter = null;
    }

    boolean wants(int instrumentId) {
        final int word = instrumentId >> 6;
        return word < wanted.length && (wanted[word] & 1L << instrumentId) != 0;
    }

    /** Ids in the order of their definition. */
    IntArrayList wantedIds() {
        return wantedIds;
    }

    /**
     * What of the ticks the members get, those in mode CONFLATED apart; in mode TRADE_SAFE a quote only while it is the
     * latest.
     */
    TickFilter filter() {
        if (filter == null) {
            filter = subscription.mode() == DeliveryMode.TRADE_SAFE
                ? new TickFilter(wanted, (id, sequence) -> lastValues.quoteSequence(id) == sequence)
                : new TickFilter(wanted);
        }
        return filter;
    }

    /**
     * As {@link #filter}, for another thread: with the quotes that are the latest now. The group's own thread may set
     * bits of instruments that are defined later; those stand in no tick that has been sent until now.
     */
    TickFilter filterToLend() {
        if (subscription.mode() != DeliveryMode.TRADE_SAFE) {
            return filter();
        }
        final int last = wantedIds.isEmpty() ? 0 : wantedIds.getInt(wantedIds.size() - 1);
        final long[] latest = new long[last + 1];
        for (int i = 0; i < wantedIds.size(); i++) {
            latest[wantedIds.getInt(i)] = lastValues.quoteSequence(wantedIds.getInt(i));
        }
        return new TickFilter(wanted, (id, sequence) -> id < latest.length && latest[id] == sequence);
    }

    /** The member goes to a replay agent; the group goes on without it. */
    void lend(Subscriber subscriber) {
        remove(subscriber);
        awayCount++;
    }

    void takeBack(Subscriber subscriber) {
        awayCount--;
        add(subscriber);
    }

    boolean isEmpty() {
        return members.isEmpty() && awayCount == 0;
    }

    void add(Subscriber subscriber) {
        subscriber.memberIndex(members.size());
        members.add(subscriber);
    }

    void remove(Subscriber subscriber) {
        final int last = members.size() - 1;
        final Subscriber moved = members.remove(last);
        if (moved != subscriber) {
            members.set(subscriber.memberIndex(), moved);
            moved.memberIndex(subscriber.memberIndex());
        }
    }

    int memberCount() {
        return members.size();
    }

    Subscriber member(int index) {
        return members.get(index);
    }

    long through() {
        return through;
    }

    void through(long position, long nowNs) {
        through = position;
        scanned = position;
        lastFrameNs = nowNs;
    }

    long scanned() {
        return scanned;
    }

    void scanned(long position) {
        scanned = position;
    }

    long lastFrameNs() {
        return lastFrameNs;
    }

    long nextFrameNs() {
        return nextFrameNs;
    }

    void nextFrameNs(long timeNs) {
        nextFrameNs = timeNs;
    }

    boolean hasLaggards() {
        return hasLaggards;
    }

    void hasLaggards(boolean laggards) {
        hasLaggards = laggards;
    }

    FrameBuilder frame() {
        return frame;
    }

    void frame(FrameBuilder builder) {
        frame = builder;
    }
}
