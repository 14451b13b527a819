package io.tickwire.fanout;

import io.tickwire.core.tick.LastValues;
import io.tickwire.core.tick.Tick;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Sends the latest quote of each instrument that changed, at most so many times a second. Nothing is kept per
 * subscriber but its position: what changed after it is read off the last values, however long it was away.
 * Fan-out thread only; does not allocate once warm.
 */
final class ConflatedPass {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    /** After a look that found nothing for the group. */
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final MarketState market;
    private final Groups groups;
    private final Delivery delivery;
    private final FrameBuilder frame;
    private final long heartbeatNs;
    private final EntryEncoder entry = new EntryEncoder();
    private final Tick status = new Tick();

    ConflatedPass(MarketState market, Groups groups, Delivery delivery, FrameBuilder frame, long heartbeatNs) {
        this.market = market;
        this.groups = groups;
        this.delivery = delivery;
        this.frame = frame;
        this.heartbeatNs = heartbeatNs;
    }

    /**
     * Serve every group whose time has come.
     *
     * @param cursor position of the live pass
     * @param nowNs  time of this duty cycle, ns since 1970
     * @return work done
     */
    int run(long cursor, long nowNs) {
        int work = 0;
        for (int i = 0; i < groups.conflatedCount(); i++) {
            final Group group = groups.conflated(i);
            if (nowNs >= group.nextFrameNs()) {
                work += serve(group, cursor, nowNs);
            }
        }
        return work;
    }

    private int serve(Group group, long cursor, long nowNs) {
        final boolean isHeartbeat = nowNs - group.lastFrameNs() >= heartbeatNs;
        if (!isHeartbeat && !group.hasLaggards() && !market.hasChangedSince(group.through())) {
            return 0;
        }
        int work = shareFrames(group, cursor, nowNs, isHeartbeat);
        boolean laggards = false;
        for (int i = group.memberCount() - 1; i >= 0; i--) {
            final Subscriber member = group.member(i);
            if (member.position() < group.through()) {
                work++;
                laggards |= !bringToHead(member, cursor, nowNs);
            }
        }
        group.hasLaggards(laggards);
        final long intervalNs = SECOND_NS / group.subscription().maxRate();
        group.nextFrameNs(nowNs + (work > 0 ? intervalNs : Math.min(intervalNs, LOOK_AGAIN_NS)));
        return work;
    }

    /** One burst of frames for all members that stand where the group stands. */
    private int shareFrames(Group group, long cursor, long nowNs, boolean evenIfEmpty) {
        int count = 0;
        while (group.through() < cursor || evenIfEmpty && count == 0) {
            final long through = fill(group, group.through(), cursor);
            if (frame.isEmpty() && !evenIfEmpty) {
                return count;
            }
            final ByteBuffer bytes = frame.finish(through, FrameFlag.CONFLATED, nowNs);
            for (int i = group.memberCount() - 1; i >= 0; i--) {
                final Subscriber member = group.member(i);
                if (member.position() == frame.from() && member.snapshot() == null) {
                    delivery.send(member, frame, bytes);
                }
            }
            group.through(through, nowNs);
            count++;
        }
        return count;
    }

    /**
     * Send one subscriber all that changed since its position, whatever the rate.
     *
     * @param subscriber in mode CONFLATED
     * @param cursor     position of the live pass
     * @param nowNs      time of this duty cycle, ns since 1970
     * @return true if it stands at the cursor now
     */
    boolean bringToHead(Subscriber subscriber, long cursor, long nowNs) {
        while (subscriber.position() < cursor) {
            if (subscriber.snapshot() != null || !delivery.isReady(subscriber)) {
                return false;
            }
            final long through = fill(subscriber.group(), subscriber.position(), cursor);
            if (!delivery.send(subscriber, frame, frame.finish(through, FrameFlag.CONFLATED, nowNs))) {
                return false;
            }
        }
        return true;
    }

    private long fill(Group group, long from, long cursor) {
        frame.begin(from);
        fillStatus(from);
        final IntArrayList ids = group.wantedIds();
        if (ids.size() > frame.roomForTicks()) {
            return fillInOrder(group, from, cursor);
        }
        final LastValues lastValues = market.lastValues();
        for (int i = 0; i < ids.size(); i++) {
            final int id = ids.getInt(i);
            if (lastValues.quoteSequence(id) > from) {
                entry.encode(lastValues.quote(id));
                frame.append(entry);
            }
        }
        return cursor;
    }

    /** In the order of sequence, so that a full frame can say up to where it goes. */
    private long fillInOrder(Group group, long from, long cursor) {
        final LastValues lastValues = market.lastValues();
        final ChangeOrder changes = market.changes();
        int first = ChangeOrder.NONE;
        for (int id = changes.newest(); id != ChangeOrder.NONE && lastValues.quoteSequence(id) > from;
             id = changes.olderThan(id)) {
            first = id;
        }
        long through = from;
        for (int id = first; id != ChangeOrder.NONE; id = changes.newerThan(id)) {
            if (group.wants(id)) {
                if (frame.roomForTicks() == 0) {
                    return through;
                }
                entry.encode(lastValues.quote(id));
                frame.append(entry);
                through = lastValues.quoteSequence(id);
            }
        }
        return cursor;
    }

    private void fillStatus(long from) {
        if (market.lastStatusSequence() > from) {
            for (final UnsafeBuffer slot : market.statusOfSource().values()) {
                if (status.wrap(slot, 0).sequence() > from && frame.roomForTicks() > 1) {
                    entry.encode(status);
                    frame.append(entry);
                }
            }
        }
    }
}
