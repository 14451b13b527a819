package io.tickwire.fanout;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickFilter;
import io.tickwire.core.tick.TickHandler;

/**
 * Makes the frames of those who are not in step with their group, and keeps the latest: where many have fallen behind,
 * or come back, most stand where another stood a moment ago, and get the same bytes again. Who stands within the range
 * of a frame that is kept gets what is left of it, and then stands where that frame ends. Belongs to the thread that
 * serves them; allocates nothing once its buffers have grown.
 */
final class CatchUpFrames implements TickHandler {
    /** To send a tick again takes so much less than to read and encode it. */
    static final int AGAIN_TIMES_CHEAPER = 4;

    private static final int KEPT_FRAMES = 16;

    private final TickSource source;
    private final EntryEncoder entry = new EntryEncoder();
    private final Kept[] kept = new Kept[KEPT_FRAMES];
    private int newest;
    /** Of the last look. */
    private Kept found;
    private long through;
    private int work;

    private static final class Kept {
        private final FrameBuilder frame;
        /** What was asked for; null while the frame can't be used again. */
        private TickFilter filter;
        private long firstSequence;
        private long firstReceivedNs;

        Kept(FrameBuilder frame) {
            this.frame = frame;
        }

        boolean covers(TickFilter wanted, long position, long target) {
            return filter == wanted && frame.from() <= position && position < frame.through()
                && frame.through() <= target;
        }
    }

    /** What the look for a subscriber's next frame has brought. */
    enum Found {
        /** A frame, up to {@link #through}; it is to be sent, even if it is empty. */
        FRAME,
        /** Nothing that is wanted; the subscriber knows how far it was looked. */
        NOTHING,
        /** It was told that it is slow, and gets its frame after that. */
        TOLD,
        /** The tick behind {@link #through} can't be read; the frame has what comes before it. */
        HOLE
    }

    /**
     * Make a maker of frames.
     *
     * @param source          where the ticks come from
     * @param envelope        what the transport puts around frames
     * @param frameLimitBytes largest frame
     */
    CatchUpFrames(TickSource source, FrameEnvelope envelope, int frameLimitBytes) {
        this.source = source;
        for (int i = 0; i < KEPT_FRAMES; i++) {
            kept[i] = new Kept(new FrameBuilder(envelope, frameLimitBytes));
        }
    }

    /**
     * Find or make the frame that a subscriber gets next, full if there is enough for it. Tells it that it is slow.
     *
     * @param subscriber its sink is ready
     * @param filter     what it wants
     * @param target     no tick behind this
     * @param limitTicks most ticks to look at
     * @param head       where the live stream is
     * @param nowNs      time of this duty cycle, ns since 1970
     * @return what there is now
     */
    Found next(Subscriber subscriber, TickFilter filter, long target, int limitTicks, long head, long nowNs) {
        final Kept same = find(filter, subscriber.position(), target);
        if (same == null) {
            return make(subscriber, filter, target, limitTicks, head, nowNs);
        }
        found = same;
        through = same.frame.through();
        work = 1 + same.frame.tickCount() / AGAIN_TIMES_CHEAPER;
        return subscriber.slow().mayTell(nowNs) && isTold(subscriber, head, nowNs) ? Found.TOLD : Found.FRAME;
    }

    private Found make(Subscriber subscriber, TickFilter filter, long target, int limitTicks, long head, long nowNs) {
        final long start = Math.max(subscriber.position(), subscriber.scanned());
        final long end = commonEnd(filter, start, target);
        boolean mayTell = subscriber.slow().mayTell(nowNs);
        final FrameBuilder frame = begin(subscriber.position());
        long at = start;
        while (at < end && at - start < limitTicks && frame.roomForTicks() > 0) {
            final int wish = (int) Math.min(end - at, limitTicks - (at - start));
            final int count = source.read(at + 1, wish, filter, mayTell ? 1 : frame.roomForTicks(), this);
            at += count;
            if (count == 0) {
                through = at;
                work = limitTicks;
                return Found.HOLE;
            }
            if (mayTell && !frame.isEmpty()) {
                mayTell = false;
                if (isTold(subscriber, head, nowNs)) {
                    work = (int) (at - start);
                    return Found.TOLD;
                }
            }
        }
        through = at;
        work = (int) (at - start);
        if (frame.isEmpty() && at < target) {
            subscriber.scanned(at);
            return Found.NOTHING;
        }
        frame.covers(at);
        found.filter = filter.isFixed() ? filter : null;
        return Found.FRAME;
    }

    /** The notice goes before the frame, which would be built in vain now. */
    private boolean isTold(Subscriber subscriber, long head, long nowNs) {
        if (found.frame.isEmpty() || !subscriber.slow().behind(subscriber.position(), found.firstSequence,
            found.firstReceivedNs, head, nowNs)) {
            return false;
        }
        subscriber.scanned(found.firstSequence - 1);
        return true;
    }

    private FrameBuilder begin(long from) {
        newest = (newest + 1) % KEPT_FRAMES;
        found = kept[newest];
        found.filter = null;
        found.frame.begin(from);
        return found.frame;
    }

    private Kept find(TickFilter filter, long from, long target) {
        for (final Kept each : kept) {
            if (each.frame.from() == from && each.covers(filter, from, target)) {
                return each;
            }
        }
        return null;
    }

    private long commonEnd(TickFilter filter, long at, long target) {
        long end = at;
        for (final Kept each : kept) {
            if (each.covers(filter, at, target)) {
                end = Math.max(end, each.frame.through());
            }
        }
        return end > at ? end : target;
    }

    /** The frame of the last look, until the next one. */
    FrameBuilder frame() {
        return found.frame;
    }

    /** Up to where the last look went. */
    long through() {
        return through;
    }

    /** What the last look and the sending of its frame take, in ticks read and encoded; 0 or more. */
    int work() {
        return work;
    }

    @Override
    public void onTick(Tick tick) {
        if (found.frame.isEmpty()) {
            found.firstSequence = tick.sequence();
            found.firstReceivedNs = tick.receiveTimeNs();
        }
        entry.encode(tick);
        found.frame.append(entry);
    }
}
