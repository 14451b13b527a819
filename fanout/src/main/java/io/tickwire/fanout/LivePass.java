package io.tickwire.fanout;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickHandler;
import io.tickwire.core.tick.TickKind;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;

/**
 * Takes the new ticks, encodes each once, adds it to the frame of every group that wants it, and at the end of the
 * pass sends each frame to all members at the head: one frame, one write each. Fan-out thread only; allocates
 * nothing once every buffer has been needed once.
 */
final class LivePass implements TickHandler {
    private final MarketState market;
    private final Groups groups;
    private final Delivery delivery;
    private final CatchUpPass catchUp;
    private final ArrayDeque<FrameBuilder> spareFrames = new ArrayDeque<>();
    private final FrameEnvelope envelope;
    private final int frameLimitBytes;
    private final EntryEncoder entry = new EntryEncoder();
    private final ArrayList<Group> touched = new ArrayList<>();
    private long nowNs;

    LivePass(MarketState market, Groups groups, Delivery delivery, CatchUpPass catchUp, FrameEnvelope envelope,
             int frameLimitBytes) {
        this.market = market;
        this.groups = groups;
        this.delivery = delivery;
        this.catchUp = catchUp;
        this.envelope = envelope;
        this.frameLimitBytes = frameLimitBytes;
    }

    /**
     * Start a pass.
     *
     * @param timeNs time of this duty cycle, ns since 1970
     */
    void begin(long timeNs) {
        nowNs = timeNs;
    }

    @Override
    public void onTick(Tick tick) {
        market.onTick(tick);
        final byte kind = tick.kind();
        if (kind == TickKind.QUOTE.code() || kind == TickKind.TRADE.code()) {
            final Group[] wanting = groups.wanting(tick.instrumentId());
            if (wanting.length > 0) {
                entry.encode(tick);
                for (final Group group : wanting) {
                    append(group, tick.sequence());
                }
            }
        } else if (kind == TickKind.STATUS.code()) {
            entry.encode(tick);
            for (int i = 0; i < groups.count(); i++) {
                if (!groups.group(i).isPaced()) {
                    append(groups.group(i), tick.sequence());
                }
            }
        }
    }

    private void append(Group group, long sequence) {
        FrameBuilder frame = group.frame();
        if (frame == null) {
            frame = takeFrame();
            frame.begin(group.through());
            group.frame(frame);
            touched.add(group);
        } else if (frame.roomForTicks() == 0) {
            flush(group, sequence - 1);
            frame.begin(group.through());
        }
        frame.append(entry);
    }

    private FrameBuilder takeFrame() {
        final FrameBuilder spare = spareFrames.pollLast();
        return spare != null ? spare : new FrameBuilder(envelope, frameLimitBytes);
    }

    /**
     * End a pass: every group that got something sends it.
     *
     * @param cursor the last tick of the pass
     */
    void end(long cursor) {
        for (int i = touched.size() - 1; i >= 0; i--) {
            final Group group = touched.remove(i);
            flush(group, cursor);
            spareFrames.addLast(group.frame());
            group.frame(null);
        }
    }

    /**
     * A group hears something at least every heartbeat.
     *
     * @param group  without a frame in the making
     * @param cursor position of the live pass
     */
    void heartbeat(Group group, long cursor) {
        final FrameBuilder frame = takeFrame();
        // Who joined after the group's last frame has a position of its own, and comes into step here.
        for (int i = group.memberCount() - 1; i >= 0; i--) {
            final Subscriber member = group.member(i);
            if (member.position() > group.through() && member.position() < cursor && !member.isBehind()
                && member.snapshot() == null) {
                frame.begin(member.position());
                delivery.send(member, frame, frame.finish(cursor, FrameFlag.LIVE, nowNs));
            }
        }
        frame.begin(group.through());
        group.frame(frame);
        flush(group, cursor);
        group.frame(null);
        spareFrames.addLast(frame);
    }

    private void flush(Group group, long through) {
        final FrameBuilder frame = group.frame();
        final ByteBuffer bytes = frame.finish(through, FrameFlag.LIVE, nowNs);
        final long from = frame.from();
        for (int i = group.memberCount() - 1; i >= 0; i--) {
            final Subscriber member = group.member(i);
            final boolean isInStep = member.position() == from && member.snapshot() == null;
            if (!isInStep || !delivery.send(member, frame, bytes)) {
                catchUp.leaveBehind(member, from, through, isInStep);
            }
        }
        group.through(through, nowNs);
    }
}
