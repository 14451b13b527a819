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
    private static final int NONE = -1;

    private final TickSource source;
    private final EntryEncoder entry = new EntryEncoder();
    private final FrameBuilder[] frames = new FrameBuilder[KEPT_FRAMES];
    /** What was asked for; null where a frame can't be used again. */
    private final TickFilter[] filters = new TickFilter[KEPT_FRAMES];
    private boolean isKeeping;
    private int newest;
    private FrameBuilder frame;
    private long through;
    private int work;

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
            frames[i] = new FrameBuilder(envelope, frameLimitBytes);
        }
    }

    /** Whether frames are worth keeping: for one subscriber alone, one buffer stays in the processor's cache. */
    void keep(boolean forOthers) {
        isKeeping = forOthers;
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
        final int kept = find(filter, subscriber.position(), target);
        if (kept == NONE) {
            return make(subscriber, filter, target, limitTicks, head, nowNs);
        }
        frame = frames[kept];
        through = frame.through();
        work = 1 + frame.tickCount() / AGAIN_TIMES_CHEAPER;
        return subscriber.slow().mayTell(nowNs) && isTold(subscriber, head, nowNs) ? Found.TOLD : Found.FRAME;
    }

    private Found make(Subscriber subscriber, TickFilter filter, long target, int limitTicks, long head, long nowNs) {
        final long start = Math.max(subscriber.position(), subscriber.scanned());
        final long end = commonEnd(filter, start, target);
        boolean mayTell = subscriber.slow().mayTell(nowNs);
        begin(subscriber.position());
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
        filters[newest] = isKeeping && filter.isFixed() ? filter : null;
        return Found.FRAME;
    }

    /** The notice goes before the frame, which would be built in vain now. */
    private boolean isTold(Subscriber subscriber, long head, long nowNs) {
        if (frame.isEmpty() || !subscriber.slow().behind(subscriber.position(), frame.firstSequence(),
            frame.firstReceivedNs(), head, nowNs)) {
            return false;
        }
        subscriber.scanned(frame.firstSequence() - 1);
        return true;
    }

    private void begin(long from) {
        newest = isKeeping ? (newest + 1) % KEPT_FRAMES : newest;
        filters[newest] = null;
        frame = frames[newest];
        frame.begin(from);
    }

    private int find(TickFilter filter, long from, long target) {
        for (int i = 0; i < KEPT_FRAMES; i++) {
            if (filters[i] == filter && frames[i].from() == from && frames[i].through() <= target) {
                return i;
            }
        }
        return NONE;
    }

    private long commonEnd(TickFilter filter, long at, long target) {
        long end = at;
        for (int i = 0; i < KEPT_FRAMES; i++) {
            if (filters[i] == filter && frames[i].from() <= at && frames[i].through() <= target) {
                end = Math.max(end, frames[i].through());
            }
        }
        return end > at ? end : target;
    }

    /** The frame of the last look, until the next one. */
    FrameBuilder frame() {
        return frame;
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
        entry.encode(tick);
        frame.append(entry);
    }
}
