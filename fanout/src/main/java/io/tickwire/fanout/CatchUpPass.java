package io.tickwire.fanout;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves subscribers that are not in step with their group: what is left of a snapshot, then ticks from the ring or
 * the journal, at the pace of the socket, until they stand where the group stands. Who is far behind is lent to a
 * replay agent. Fan-out thread only.
 */
final class CatchUpPass {
    private static final int TURNS_PER_PASS = 4;
    /** What those at the head take, by what those behind may take. */
    private static final int LIVE_TIMES_BEHIND = 2;

    private final TickSource source;
    private final Delivery delivery;
    private final Resets resets;
    private final ReplayLoans loans;
    private final CatchUpFrames frames;
    private final FrameBuilder snapshotFrame;
    private final EntryEncoder entry = new EntryEncoder();
    private final int limitTicks;
    private final long lagLimitTicks;
    private final ArrayList<Subscriber> behind = new ArrayList<>();
    private int next;

    CatchUpPass(TickSource source, Delivery delivery, Resets resets, ReplayLoans loans, CatchUpFrames frames,
                FrameBuilder snapshotFrame, int limitTicks, long lagLimitTicks) {
        this.source = source;
        this.delivery = delivery;
        this.resets = resets;
        this.loans = loans;
        this.frames = frames;
        this.snapshotFrame = snapshotFrame;
        this.limitTicks = limitTicks;
        this.lagLimitTicks = lagLimitTicks == 0 ? Long.MAX_VALUE : lagLimitTicks;
    }

    /** Serve a subscriber from the next pass on; nothing happens if it is served already. */
    void add(Subscriber subscriber) {
        if (!subscriber.isBehind()) {
            subscriber.isBehind(true);
            behind.add(subscriber);
        }
    }

    /**
     * A group has sent a frame that a member did not get.
     *
     * @param member       any of the group
     * @param from         where the frame began
     * @param through      where it ended
     * @param isRefusedNow whether the member stood where the frame began, and its sink did not take it
     */
    void leaveBehind(Subscriber member, long from, long through, boolean isRefusedNow) {
        if (isRefusedNow) {
            member.replayThrough(through);
            delivery.fellBehind();
        } else if (member.position() < from) {
            member.replayThrough(from);
        }
        if (member.position() < through) {
            add(member);
        }
    }

    /**
     * Serve those behind in turn, within a budget: some turns, or, while the live pass keeps up, half of what those at
     * the head have taken in this duty cycle. With some turns alone, thousands would come back in more time than they
     * need to fall behind again.
     *
     * @param cursor position of the live pass
     * @param head   position up to which the live pass may go
     * @param nowNs  time of this duty cycle, ns since 1970
     * @return work done
     */
    int run(long cursor, long head, long nowNs) {
        final long liveWork = cursor < head ? 0 : delivery.ticksInCycle() / CatchUpFrames.AGAIN_TIMES_CHEAPER;
        final long limit = Math.max(TURNS_PER_PASS * (long) limitTicks, liveWork / LIVE_TIMES_BEHIND);
        int work = 0;
        for (int left = behind.size(); left > 0 && work < limit;) {
            if (next >= behind.size()) {
                next = 0;
            }
            final Subscriber subscriber = behind.get(next);
            final int done = serve(subscriber, cursor, nowNs);
            work += done;
            if (isDone(subscriber) && (subscriber.isGone() || subscriber.isAway()
                || subscriber.slow().inStep(subscriber.position()))) {
                subscriber.isBehind(false);
                final Subscriber last = behind.remove(behind.size() - 1);
                if (last != subscriber) {
                    behind.set(next, last);
                }
                left--;
            } else if (done == 0 || !isNearGroup(subscriber)) {
                next++;
                left--;
            }
        }
        return work;
    }

    /**
     * Whether it should be served until it is in step: in turn with many others it would fall back between its turns
     * by as much as one of them brings.
     */
    private boolean isNearGroup(Subscriber subscriber) {
        return subscriber.snapshot() == null && subscriber.group().through() - subscriber.position() <= limitTicks;
    }

    private static boolean isDone(Subscriber subscriber) {
        return subscriber.isGone() || subscriber.isAway() || subscriber.snapshot() == null
            && (subscriber.group().isConflated() || subscriber.position() >= subscriber.group().through());
    }

    private int serve(Subscriber subscriber, long cursor, long nowNs) {
        if (isDone(subscriber)) {
            return 0;
        }
        if (!subscriber.group().isConflated() && cursor - subscriber.position() > lagLimitTicks) {
            subscriber.sink().onTooFarBehind(subscriber.position(), cursor);
            subscriber.gone();
            return 1;
        }
        if (!delivery.isReady(subscriber)) {
            return 0;
        }
        if (subscriber.snapshot() != null) {
            return sendSnapshot(subscriber, nowNs);
        }
        final long wanted = subscriber.position() + 1;
        if (!subscriber.group().isConflated() && loans.lend(subscriber, nowNs)) {
            // Until the replay agent has looked at it.
            source.keep(wanted);
            return 1;
        }
        return sendTicks(subscriber, cursor, nowNs);
    }

    private int sendSnapshot(Subscriber subscriber, long nowNs) {
        final Snapshot snapshot = subscriber.snapshot();
        snapshotFrame.begin(subscriber.position());
        final int count = Math.min(snapshot.remaining(), snapshotFrame.roomForTicks());
        for (int i = 0; i < count; i++) {
            entry.encode(snapshot.peek(i));
            snapshotFrame.append(entry);
        }
        final ByteBuffer bytes = snapshotFrame.finish(subscriber.position(), FrameFlag.SNAPSHOT, nowNs);
        if (!delivery.send(subscriber, snapshotFrame, bytes)) {
            return 0;
        }
        snapshot.sent(count);
        if (snapshot.isDone()) {
            subscriber.snapshot(null);
        }
        return 1 + count;
    }

    private int sendTicks(Subscriber subscriber, long cursor, long nowNs) {
        final Group group = subscriber.group();
        final CatchUpFrames.Found found =
            frames.next(subscriber, group.filter(), group.through(), limitTicks, cursor, nowNs);
        if (found == CatchUpFrames.Found.FRAME) {
            sendFrame(subscriber, nowNs);
        } else if (found == CatchUpFrames.Found.HOLE) {
            passHole(subscriber, cursor, nowNs);
        }
        return 1 + frames.work();
    }

    private void passHole(Subscriber subscriber, long cursor, long nowNs) {
        final long at = frames.through();
        final long through = Math.min(subscriber.group().through(), source.missingThrough(at + 1));
        if (through <= at) {
            resets.reset(subscriber, subscriber.group().subscription(), List.of(), null, ResetReason.TOO_OLD, cursor,
                nowNs);
        } else if (at == subscriber.position() || sendFrame(subscriber, nowNs)) {
            delivery.gap(subscriber, through);
        }
    }

    private boolean sendFrame(Subscriber subscriber, long nowNs) {
        final long through = frames.through();
        final FrameFlag flag = subscriber.group().flag(through <= subscriber.replayThrough());
        return delivery.send(subscriber, frames.frame(), frames.frame().finish(through, flag, nowNs));
    }
}
