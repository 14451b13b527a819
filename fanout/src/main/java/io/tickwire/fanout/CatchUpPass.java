package io.tickwire.fanout;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickHandler;

import java.util.ArrayList;
import java.util.List;

/**
 * Serves subscribers that are not in step with their group: what is left of a snapshot, then ticks from the ring or
 * the journal, at the pace of the socket, until they stand where the group stands. Who is far behind is lent to a
 * replay agent. Fan-out thread only.
 */
final class CatchUpPass implements TickHandler {
    private static final int TURNS_PER_PASS = 4;

    private final TickSource source;
    private final Delivery delivery;
    private final Resets resets;
    private final ReplayLoans loans;
    private final FrameBuilder frame;
    private final EntryEncoder entry = new EntryEncoder();
    private final int limitTicks;
    private final long lagLimitTicks;
    private final ArrayList<Subscriber> behind = new ArrayList<>();
    private Group group;
    /** The first tick of the frame, and when it was received. */
    private long firstSequence;
    private long firstReceivedNs;
    private int next;

    CatchUpPass(TickSource source, Delivery delivery, Resets resets, ReplayLoans loans, FrameBuilder frame,
                int limitTicks, long lagLimitTicks) {
        this.source = source;
        this.delivery = delivery;
        this.resets = resets;
        this.loans = loans;
        this.frame = frame;
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
     * Serve those behind in turn, within a budget.
     *
     * @param cursor position of the live pass
     * @param nowNs  time of this duty cycle, ns since 1970
     * @return work done
     */
    int run(long cursor, long nowNs) {
        int work = 0;
        for (int left = behind.size(); left > 0 && work < TURNS_PER_PASS * limitTicks;) {
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
        frame.begin(subscriber.position());
        final int count = Math.min(snapshot.remaining(), frame.roomForTicks());
        for (int i = 0; i < count; i++) {
            entry.encode(snapshot.peek(i));
            frame.append(entry);
        }
        if (!delivery.send(subscriber, frame, frame.finish(subscriber.position(), FrameFlag.SNAPSHOT, nowNs))) {
            return 0;
        }
        snapshot.sent(count);
        if (snapshot.isDone()) {
            subscriber.snapshot(null);
        }
        return 1 + count;
    }

    private int sendTicks(Subscriber subscriber, long cursor, long nowNs) {
        group = subscriber.group();
        final long target = group.through();
        long at = Math.max(subscriber.position(), subscriber.scanned());
        int budget = limitTicks;
        boolean mayTell = subscriber.slow().mayTell(nowNs);
        frame.begin(subscriber.position());
        while (at < target && budget > 0 && frame.roomForTicks() > 0) {
            final int wish = (int) Math.min(target - at, budget);
            final int count = source.read(at + 1, wish, group.filter(), mayTell ? 1 : frame.roomForTicks(),
                this);
            if (count == 0) {
                return 1 + passHole(subscriber, at, Math.min(target, source.missingThrough(at + 1)), cursor, nowNs);
            }
            at += count;
            budget -= count;
            if (mayTell && !frame.isEmpty()) {
                mayTell = false;
                if (subscriber.slow().behind(subscriber.position(), firstSequence, firstReceivedNs, cursor, nowNs)) {
                    // The notice goes before the frame, which would be built in vain now.
                    subscriber.scanned(firstSequence - 1);
                    return 1 + limitTicks - budget;
                }
            }
        }
        if (frame.isEmpty() && at < target) {
            subscriber.scanned(at);
        } else {
            sendFrame(subscriber, at, nowNs);
        }
        return 1 + limitTicks - budget;
    }

    private int passHole(Subscriber subscriber, long at, long through, long cursor, long nowNs) {
        if (through <= at) {
            resets.reset(subscriber, group.subscription(), List.of(), null, ResetReason.TOO_OLD, cursor, nowNs);
        } else if (at == subscriber.position() || sendFrame(subscriber, at, nowNs)) {
            delivery.gap(subscriber, through);
        }
        return limitTicks;
    }

    private boolean sendFrame(Subscriber subscriber, long through, long nowNs) {
        final FrameFlag flag = group.flag(through <= subscriber.replayThrough());
        return delivery.send(subscriber, frame, frame.finish(through, flag, nowNs));
    }

    @Override
    public void onTick(Tick tick) {
        if (frame.isEmpty()) {
            firstSequence = tick.sequence();
            firstReceivedNs = tick.receiveTimeNs();
        }
        entry.encode(tick);
        frame.append(entry);
    }
}
