package io.tickwire.fanout;

import io.tickwire.config.SlowConfig;

import java.util.ArrayDeque;

/**
 * One subscriber: a position in the sequence and a subscription. Everything here belongs to the fan-out thread that
 * owns it; while it is on loan, to a replay thread. The queues over which it goes and comes back order the two.
 */
final class Subscriber {
    private final SubscriberSink sink;
    private final SlowWatch slow;
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
    /** Where the head was when the resume that waits was first looked at; -1 if none was. */
    private long headOfResume = -1;
    private boolean isBehind;
    /** On loan to a replay agent, whose thread then owns all but the group, the requests and the flags. */
    private boolean isAway;
    /** The position after which a replay agent found nothing; -1 for none. */
    private long stuckPosition = -1;
    /** Set by the fan-out thread, or by a replay thread that has it on loan; read by both. */
    private volatile boolean isGone;
    /** Set by the fan-out thread, read by the replay thread that has it on loan. */
    private volatile boolean isRecalled;

    Subscriber(SubscriberSink sink, SlowConfig slowLimits) {
        this.sink = sink;
        this.slow = new SlowWatch(sink, slowLimits);
    }

    SubscriberSink sink() {
        return sink;
    }

    /** Tells it that it is slow. */
    SlowWatch slow() {
        return slow;
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

    long headOfResume() {
        return headOfResume;
    }

    void headOfResume(long head) {
        headOfResume = head;
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

    boolean isAway() {
        return isAway;
    }

    void isAway(boolean away) {
        isAway = away;
        isRecalled = false;
    }

    boolean isRecalled() {
        return isRecalled;
    }

    /** Ask the replay thread to give it back. */
    void recall() {
        isRecalled = true;
    }

    long stuckPosition() {
        return stuckPosition;
    }

    void stuckPosition(long newPosition) {
        stuckPosition = newPosition;
    }

    boolean isGone() {
        return isGone;
    }

    void gone() {
        isGone = true;
    }
}
