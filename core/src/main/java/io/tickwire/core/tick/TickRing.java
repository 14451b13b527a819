package io.tickwire.core.tick;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

import java.lang.invoke.VarHandle;

import static io.tickwire.core.tick.Tick.SEQUENCE_OFFSET;

/**
 * The ring of 64-byte slots between ingest and everything downstream: one writer, many readers.
 *
 * <p>The journal's cursor gates the writer: a slot is written anew only once the journal holds the tick that was in
 * it. Other readers never gate; one that was lapped learns it from {@link #read}, since every slot carries its own
 * sequence number, which the writer takes away before it touches the slot and sets again when the slot is whole
 * (a sequence lock: Boehm, "Can seqlocks get along with programming language memory models?", MSPC 2012).
 *
 * <p>Slot memory and {@code published}: written by the ingest thread, read by all. {@code journaled}: written by the
 * journal's thread, read by ingest.
 */
public final class TickRing {
    /** {@link #read}: the slot was copied. */
    public static final int READ = 1;
    /** {@link #read}: the tick is not published yet. */
    public static final int EMPTY = 0;
    /** {@link #read}: the writer has passed; the tick is only in the journal. */
    public static final int LAPPED = -1;

    private static final long BEING_WRITTEN = -1;

    private final UnsafeBuffer buffer;
    private final TickEncoder slot = new TickEncoder();
    private final AtomicCounter published;
    private final AtomicCounter journaled;
    private final int capacity;
    private final int mask;
    private final long firstSequence;
    // Ingest thread only.
    private long nextSequence;
    private long journaledSeen;

    /**
     * Make an empty ring.
     *
     * @param capacity     number of slots, a power of two from 2 to 2^24
     * @param lastSequence the last sequence number that was given out before, 0 for none
     * @param published    cursor of the writer; set to {@code lastSequence} here
     * @param journaled    cursor of the journal, which gates the writer; set to {@code lastSequence} here
     * @throws IllegalArgumentException if the capacity is no power of two or out of range
     */
    public TickRing(int capacity, long lastSequence, AtomicCounter published, AtomicCounter journaled) {
        if (!BitUtil.isPowerOfTwo(capacity) || capacity < 2 || capacity > 1 << 24) {
            throw new IllegalArgumentException("capacity must be a power of two from 2 to 2^24: " + capacity);
        }
        this.capacity = capacity;
        this.mask = capacity - 1;
        this.buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(capacity * Tick.LENGTH, Tick.LENGTH));
        this.published = published;
        this.journaled = journaled;
        this.firstSequence = lastSequence + 1;
        this.nextSequence = firstSequence;
        this.journaledSeen = lastSequence;
        published.setRelease(lastSequence);
        journaled.setRelease(lastSequence);
    }

    /**
     * Claim the next slot. Ingest thread only.
     *
     * @return an encoder on the slot, or null if the ring is full of ticks that are not journaled
     */
    public TickEncoder tryClaim() {
        final long sequence = nextSequence;
        if (sequence - capacity > journaledSeen) {
            journaledSeen = journaled.getAcquire();
            if (sequence - capacity > journaledSeen) {
                return null;
            }
        }
        final int offset = offset(sequence);
        buffer.putLongOpaque(offset + SEQUENCE_OFFSET, BEING_WRITTEN);
        // A reader that sees any byte of the new tick must also see that the old sequence number is gone.
        VarHandle.releaseFence();
        return slot.wrap(buffer, offset);
    }

    /**
     * Publish the claimed slot. Ingest thread only.
     *
     * @return the tick's sequence number
     */
    public long commit() {
        final long sequence = nextSequence;
        buffer.putLongRelease(offset(sequence) + SEQUENCE_OFFSET, sequence);
        nextSequence = sequence + 1;
        published.setRelease(sequence);
        return sequence;
    }

    /**
     * The sequence number that the next tick will get. Ingest thread only.
     *
     * @return 1 or more
     */
    public long nextSequence() {
        return nextSequence;
    }

    /**
     * Copy one slot, if it is there and whole. Any thread. A tick can be read an instant before {@link #published()}
     * counts it.
     *
     * @param sequence     which tick, 1 or more
     * @param target       where to
     * @param targetOffset first byte in the target
     * @return {@link #READ}, {@link #EMPTY} or {@link #LAPPED}; the target's bytes mean something only after READ
     */
    public int read(long sequence, UnsafeBuffer target, int targetOffset) {
        final int offset = offset(sequence);
        if (buffer.getLongAcquire(offset + SEQUENCE_OFFSET) != sequence) {
            if (sequence > published.getAcquire()) {
                return EMPTY;
            }
            // The tick may have been committed and published between the two looks above; only a slot that does not
            // hold it now was written anew.
            if (buffer.getLongAcquire(offset + SEQUENCE_OFFSET) != sequence) {
                return LAPPED;
            }
        }
        target.putBytes(targetOffset, buffer, offset, Tick.LENGTH);
        // The copy must be complete before the last look.
        VarHandle.acquireFence();
        return buffer.getLongOpaque(offset + SEQUENCE_OFFSET) == sequence ? READ : LAPPED;
    }

    /**
     * The last published sequence number. Any thread.
     *
     * @return 0 or more
     */
    public long published() {
        return published.getAcquire();
    }

    /**
     * The oldest sequence number that the ring may still hold; it can be gone by the time it is read. Any thread.
     *
     * @return 1 or more
     */
    public long oldest() {
        return Math.max(firstSequence, published.getAcquire() - capacity + 1);
    }

    /**
     * Number of slots.
     *
     * @return a power of two
     */
    public int capacity() {
        return capacity;
    }

    /**
     * Where a tick's slot starts in {@link #buffer()}.
     *
     * @param sequence which tick
     * @return offset in bytes
     */
    public int offset(long sequence) {
        return (int) (sequence & mask) * Tick.LENGTH;
    }

    /**
     * The slots. Only the journal's thread may read them in place, and only ticks that are published and not yet
     * journaled: those the writer can't touch.
     *
     * @return capacity x 64 bytes
     */
    public UnsafeBuffer buffer() {
        return buffer;
    }
}
