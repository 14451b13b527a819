package io.tickwire.core.stage;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.lang.invoke.VarHandle;

/**
 * When sampled ticks passed one stage. Written by the thread of that stage, read by any. Does not allocate once made;
 * while it is off it costs its writer one comparison a call.
 *
 * <p>Times are of {@link System#nanoTime}: the time of a duty cycle would say nothing of what happens within one.
 */
public final class StageTrack {
    /** How many samples are kept, the latest. */
    public static final int SLOTS = 1 << 14;

    private static final int SLOT_LENGTH = 2 * Long.BYTES;
    private static final int CACHE_LINE = 64;
    private static final long BEING_WRITTEN = -1;

    private final int sampleInterval;
    private final UnsafeBuffer slots;

    /** Samples each position that is a multiple of the interval, a power of two; 0 is off. */
    StageTrack(int sampleInterval) {
        this.sampleInterval = sampleInterval;
        slots = new UnsafeBuffer(BufferUtil.allocateDirectAligned(sampleInterval == 0 ? 0 : SLOTS * SLOT_LENGTH,
            CACHE_LINE));
    }

    /**
     * Ticks pass the stage now. Writing thread only; the clock is read only if one of them is sampled.
     *
     * @param from    after this position, 0 or more
     * @param through up to and with this one
     */
    public void passed(long from, long through) {
        if (sampleInterval != 0 && isSampled(from, through)) {
            passed(from, through, System.nanoTime());
        }
    }

    /**
     * Ticks passed the stage at a time that the caller has read. Writing thread only.
     *
     * @param from    after this position, 0 or more
     * @param through up to and with this one
     * @param timeNs  of {@link System#nanoTime}
     */
    public void passed(long from, long through, long timeNs) {
        if (sampleInterval == 0) {
            return;
        }
        for (long position = firstAfter(from); position <= through; position += sampleInterval) {
            final int offset = offset(position);
            slots.putLongOpaque(offset, BEING_WRITTEN);
            // A reader that sees the new time must also see that the old position is gone.
            VarHandle.releaseFence();
            slots.putLong(offset + Long.BYTES, timeNs);
            slots.putLongRelease(offset, position);
        }
    }

    private boolean isSampled(long from, long through) {
        return firstAfter(from) <= through;
    }

    private long firstAfter(long position) {
        return (position & -sampleInterval) + sampleInterval;
    }

    /**
     * When a tick passed. Any thread.
     *
     * @param position a sampled position, 1 or more
     * @return of {@link System#nanoTime}, or {@link StageClock#NOT_KNOWN} if it has not passed yet, was not sampled, or
     *         passed so long ago that a later one has its place
     */
    public long timeNs(long position) {
        if (sampleInterval == 0) {
            return StageClock.NOT_KNOWN;
        }
        final int offset = offset(position);
        if (slots.getLongAcquire(offset) != position) {
            return StageClock.NOT_KNOWN;
        }
        final long timeNs = slots.getLong(offset + Long.BYTES);
        // The time must be read before the last look.
        VarHandle.acquireFence();
        return slots.getLongOpaque(offset) == position ? timeNs : StageClock.NOT_KNOWN;
    }

    private int offset(long position) {
        return (int) (position / sampleInterval & SLOTS - 1) * SLOT_LENGTH;
    }
}
