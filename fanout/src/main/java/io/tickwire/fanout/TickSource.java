package io.tickwire.fanout;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickFilter;
import io.tickwire.core.tick.TickHandler;
import io.tickwire.core.tick.TickRing;
import io.tickwire.journal.TickHistory;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads ticks from any position: from the ring while it holds them, else from the journal. The ring's writer never
 * overtakes the journal, so what the ring has lost the journal has. Fan-out thread only.
 */
final class TickSource {
    private final TickRing ring;
    private final TickHistory history;
    private final UnsafeBuffer slot = new UnsafeBuffer(new byte[Tick.LENGTH]);
    private final Tick tick = new Tick().wrap(slot, 0);
    private long journalTicks;
    private boolean fromJournal;

    TickSource(TickRing ring, TickHistory history) {
        this.ring = ring;
        this.history = history;
    }

    /**
     * Read consecutive ticks.
     *
     * @param from    first sequence number
     * @param limit   most ticks, 1 or more
     * @param handler gets them in order
     * @return how many; 0 if the first is neither in the ring nor in the journal
     */
    int read(long from, int limit, TickHandler handler) {
        return read(from, limit, TickFilter.ALL, limit, handler);
    }

    /**
     * Read consecutive ticks and hand over those that are wanted.
     *
     * @param from        first sequence number
     * @param limit       most ticks to pass, 1 or more
     * @param filter      says which ones are wanted
     * @param wantedLimit most ticks to hand over, 1 or more
     * @param handler     gets them in order
     * @return how many were passed; 0 if the first is neither in the ring nor in the journal
     */
    int read(long from, int limit, TickFilter filter, int wantedLimit, TickHandler handler) {
        fromJournal = false;
        int wantedLeft = wantedLimit;
        int passed = 0;
        while (passed < limit && wantedLeft > 0) {
            final int result = ring.read(from + passed, slot, 0);
            if (result == TickRing.READ) {
                passed++;
                if (filter.wants(slot, 0)) {
                    wantedLeft--;
                    handler.onTick(tick);
                }
            } else if (passed > 0 || result == TickRing.EMPTY) {
                return passed;
            } else {
                fromJournal = true;
                final int count = history.read(from, limit, filter, wantedLimit, handler);
                journalTicks += count;
                return count;
            }
        }
        return passed;
    }

    /**
     * Find a time in the journal.
     *
     * @param timeNs receive time, ns since 1970
     * @return the last tick received before, or {@link TickHistory#UNKNOWN}
     */
    long positionAt(long timeNs) {
        return history.positionAt(timeNs);
    }

    /**
     * After a read that gave nothing: how far the hole in the journal reaches, if there is one.
     *
     * @param from first sequence number wanted
     * @return the last tick that can't be had; less than {@code from} if this is no hole
     */
    long missingThrough(long from) {
        return Math.min(history.missingThrough(from), ring.oldest() - 1);
    }

    /** Keep what a subscriber that waits will read next from being deleted. */
    void keep(long from) {
        if (from < ring.oldest()) {
            history.keep(from);
        }
    }

    /** A few times a second: let go what is not read any more. */
    void releaseUnused(long nowNs) {
        history.releaseUnused(nowNs);
    }

    /** Whether the last read went to the journal. */
    boolean wasFromJournal() {
        return fromJournal;
    }

    /** Ticks read from the journal since the last call. */
    long takeJournalTicks() {
        final long count = journalTicks;
        journalTicks = 0;
        return count;
    }

    /** The oldest tick that the ring may still hold. */
    long oldestInRing() {
        return ring.oldest();
    }

    /**
     * The oldest tick that can be read.
     *
     * @return sequence number
     */
    long oldest() {
        return Math.min(history.oldest(), ring.oldest());
    }
}
