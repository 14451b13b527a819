package io.tickwire.fanout;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Serves the groups whose frames come at most so many times a second. Nothing is kept per subscriber but its position:
 * what it gets of what came after is read off the last values (mode CONFLATED) or the ring and the journal (mode
 * TRADE_SAFE), however long it was away. Fan-out thread only; does not allocate once warm.
 */
final class PacedPass {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    /** After a look that found nothing for the group. */
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Groups groups;
    private final Delivery delivery;
    private final CatchUpPass catchUp;
    private final FrameBuilder frame;
    private final ConflatedFiller conflated;
    private final TradeSafeFiller tradeSafe;
    private final long heartbeatNs;
    private int next;

    PacedPass(Groups groups, Delivery delivery, CatchUpPass catchUp, FrameBuilder frame, ConflatedFiller conflated,
              TradeSafeFiller tradeSafe, long heartbeatNs) {
        this.groups = groups;
        this.delivery = delivery;
        this.catchUp = catchUp;
        this.frame = frame;
        this.conflated = conflated;
        this.tradeSafe = tradeSafe;
        this.heartbeatNs = heartbeatNs;
    }

    /**
     * Serve every group whose time has come, within a budget.
     *
     * @param cursor position of the live pass
     * @param head   position up to which the live pass may go
     * @param nowNs  time of this duty cycle, ns since 1970
     * @return work done
     */
    int run(long cursor, long head, long nowNs) {
        tradeSafe.beginPass(cursor < head);
        int work = 0;
        for (int left = groups.pacedCount(); left > 0 && !tradeSafe.isSpent(); left--) {
            next = next < groups.pacedCount() ? next : 0;
            final Group group = groups.paced(next++);
            if (nowNs >= group.nextFrameNs()) {
                work += serve(group, cursor, nowNs);
            }
        }
        return work;
    }

    /** Whether this duty cycle's budget is used up, so that something may wait for the next one. */
    boolean isSpent() {
        return tradeSafe.isSpent();
    }

    private FrameFiller fillerOf(Group group) {
        return group.isConflated() ? conflated : tradeSafe;
    }

    private int serve(Group group, long cursor, long nowNs) {
        final FrameFiller filler = fillerOf(group);
        final boolean isHeartbeat = nowNs - group.lastFrameNs() >= heartbeatNs;
        if (!isHeartbeat && !group.hasLaggards() && !filler.hasNews(group, cursor)) {
            return 0;
        }
        int work = shareFrames(group, filler, cursor, nowNs, isHeartbeat);
        boolean laggards = false;
        for (int i = group.memberCount() - 1; i >= 0 && group.isConflated(); i--) {
            final Subscriber member = group.member(i);
            if (member.position() < group.through() || member.slow().isTold()) {
                work++;
                laggards |= !bringToHead(member, cursor, nowNs);
            }
        }
        group.hasLaggards(laggards);
        if (!filler.isSpent()) {
            final long intervalNs = SECOND_NS / group.subscription().maxRate();
            group.nextFrameNs(nowNs + (work > 0 ? intervalNs : Math.min(intervalNs, LOOK_AGAIN_NS)));
        }
        return work;
    }

    /** One burst of frames for all members that stand where the group stands. */
    private int shareFrames(Group group, FrameFiller filler, long cursor, long nowNs, boolean evenIfEmpty) {
        int count = 0;
        while (!filler.isSpent() && (group.through() < cursor || evenIfEmpty && count == 0)) {
            final long through = filler.fill(group, group.through(), group.scanned(), cursor);
            if (through == FrameFiller.MISSING) {
                leaveToCatchUp(group, cursor, nowNs);
                return count + 1;
            }
            if (frame.isEmpty() && !evenIfEmpty) {
                group.scanned(through);
                return count;
            }
            share(group, through, nowNs);
            count++;
        }
        return count;
    }

    private void share(Group group, long through, long nowNs) {
        final ByteBuffer bytes = frame.finish(through, FrameFlag.CONFLATED, nowNs);
        final long from = frame.from();
        for (int i = group.memberCount() - 1; i >= 0; i--) {
            final Subscriber member = group.member(i);
            final boolean isInStep = member.position() == from && member.snapshot() == null;
            if (isInStep && delivery.send(member, frame, bytes)) {
                continue;
            }
            if (!group.isConflated()) {
                catchUp.leaveBehind(member, from, through, isInStep);
            } else if (isInStep) {
                member.slow().refused(nowNs);
            }
        }
        group.through(through, nowNs);
    }

    /** The next tick can't be had: each member is told of it where it stands. */
    private void leaveToCatchUp(Group group, long cursor, long nowNs) {
        for (int i = group.memberCount() - 1; i >= 0; i--) {
            catchUp.leaveBehind(group.member(i), group.through(), cursor, false);
        }
        group.through(cursor, nowNs);
    }

    /**
     * Send one subscriber all that it gets after its position, whatever the rate.
     *
     * @param subscriber in a mode with a rate; if it is TRADE_SAFE, not behind its group
     * @param cursor     position of the live pass
     * @param nowNs      time of this duty cycle, ns since 1970
     * @return true if it stands at the cursor now, and knows it if it was slow
     */
    boolean bringToHead(Subscriber subscriber, long cursor, long nowNs) {
        final FrameFiller filler = fillerOf(subscriber.group());
        while (subscriber.position() < cursor) {
            if (subscriber.snapshot() != null || filler.isSpent() || !delivery.isReady(subscriber)) {
                return false;
            }
            if (filler == conflated && subscriber.slow().accepts(subscriber.position(), cursor, nowNs)
                && !delivery.isReady(subscriber)) {
                return false;
            }
            final long from = subscriber.position();
            final long through = filler.fill(subscriber.group(), from, from, cursor);
            if (through == FrameFiller.MISSING
                || !delivery.send(subscriber, frame, frame.finish(through, FrameFlag.CONFLATED, nowNs))) {
                return false;
            }
        }
        return filler != conflated || subscriber.slow().inStep(cursor);
    }
}
