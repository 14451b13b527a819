package io.tickwire.fanout;

import java.util.ArrayDeque;

/**
 * One subscriber: a position in the sequence and a subscription. Everything here belongs to the fan-out thread that
 * owns it.
 */
final class Subscriber {
    private final SubscriberSink sink;
    private final ArrayDeque<SubscriberRequest> requests = new ArrayDeque<>(2);
    private Group group;
    private Snapshot snapshot;
    /** The last frame that the sink accepted went up to here. */
    private long position;
    /** There is nothing for this subscriber in (position, scanned]. */
    private long scanned;
    /** Frames up to here are flagged as replay. */
    private long replayThrough;
    /** How many of the group's wanted instruments were announced. */
    private int announcedCount;
    private int memberIndex;
    private boolean isBehind;
    private boolean isGone;

    Subscriber(SubscriberSink sink) {
        this.sink = sink;
    }

    SubscriberSink sink() {
        return sink;
    }

    /** Requests that wait until the subscriber stands at the head. */
    ArrayDeque<SubscriberRequest> requests() {
        return requests;
    }

    Group group() {
        return group;
    }

    void group(Group newGroup, int announced) {
        group = newGroup;
        announcedCount = announced;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    void snapshot(Snapshot newSnapshot) {
        snapshot = newSnapshot;
    }

    long position() {
        return position;
    }

    void position(long newPosition) {
        position = newPosition;
        scanned = newPosition;
    }

    long scanned() {
        return scanned;
    }

    void scanned(long newScanned) {
        scanned = newScanned;
    }

    long replayThrough() {
        return replayThrough;
    }

    void replayThrough(long newReplayThrough) {
        replayThrough = newReplayThrough;
    }

    int announcedCount() {
        return announcedCount;
    }

    void announcedCount(int count) {
        announcedCount = count;
    }

    int memberIndex() {
        return memberIndex;
    }

    void memberIndex(int index) {
        memberIndex = index;
    }

    /** Whether the catch-up pass has it in its list. */
    boolean isBehind() {
        return isBehind;
    }

    void isBehind(boolean behind) {
        isBehind = behind;
    }

    boolean isGone() {
        return isGone;
    }

    void gone() {
        isGone = true;
    }
}
