package io.tickwire.fanout;

import org.agrona.collections.IntArrayList;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * All subscribers with the same subscription. A frame is built once for the group and goes to every member that stands
 * where the frame begins. Fan-out thread only.
 */
final class Group {
    private final Subscription subscription;
    private final ArrayList<Subscriber> members = new ArrayList<>();
    private final IntArrayList wantedIds = new IntArrayList();
    private long[] wanted = new long[1];
    /** The group's last frame went up to here. */
    private long through;
    /** Time of the group's last frame, ns since 1970. */
    private long lastFrameNs;
    /** Mode CONFLATED: not before this time another frame, ns since 1970. */
    private long nextFrameNs;
    /** Mode CONFLATED: a member stands behind the group. */
    private boolean hasLaggards;
    /** Members that are on loan to replay agents. */
    private int awayCount;
    /** The frame being built in this pass, or null. */
    private FrameBuilder frame;

    Group(Subscription subscription, long position, long nowNs) {
        this.subscription = subscription;
        this.through = position;
        this.lastFrameNs = nowNs;
    }

    Subscription subscription() {
        return subscription;
    }

    boolean isConflated() {
        return subscription.mode() == DeliveryMode.CONFLATED;
    }

    void want(int instrumentId) {
        final int word = instrumentId >> 6;
        if (word >= wanted.length) {
            wanted = Arrays.copyOf(wanted, Math.max(word + 1, 2 * wanted.length));
        }
        wanted[word] |= 1L << instrumentId;
        wantedIds.addInt(instrumentId);
    }

    boolean wants(int instrumentId) {
        final int word = instrumentId >> 6;
        return word < wanted.length && (wanted[word] & 1L << instrumentId) != 0;
    }

    /** Ids in the order of their definition. */
    IntArrayList wantedIds() {
        return wantedIds;
    }

    /** The set of wanted ids, as one bit each; replaced by a copy when it grows. */
    long[] wantedBits() {
        return wanted;
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
        lastFrameNs = nowNs;
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
