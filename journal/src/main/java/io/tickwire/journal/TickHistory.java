package io.tickwire.journal;

import io.tickwire.core.tick.TickFilter;
import io.tickwire.core.tick.TickHandler;

/** Reads journaled ticks from any position. Each instance belongs to one thread. */
public interface TickHistory extends AutoCloseable {
    /** {@link #positionAt}: the journal does not reach back. */
    long UNKNOWN = -1;

    /**
     * The oldest tick that can be read.
     *
     * @return its sequence number; one more than the last number given out while the journal is empty
     */
    long oldest();

    /**
     * Read consecutive ticks. Going on where the last call stopped is cheap; another position costs a search.
     * Callers may jump between many positions.
     *
     * @param fromSequence first tick wanted, 1 or more
     * @param limit        most ticks wanted, 1 or more
     * @param handler      gets the ticks in order, without a hole
     * @return how many ticks were handed over; 0 if the journal does not hold {@code fromSequence} (yet, or any more)
     */
    default int read(long fromSequence, int limit, TickHandler handler) {
        return read(fromSequence, limit, TickFilter.ALL, limit, handler);
    }

    /**
     * Read consecutive ticks and hand over those that are wanted. Where an excerpt's index says that it has none of
     * them, it is passed over without a look at its ticks, so damage that touches nothing wanted is no hole.
     *
     * @param fromSequence first tick wanted, 1 or more
     * @param limit        most ticks to pass, 1 or more
     * @param filter       says which ones are wanted
     * @param wantedLimit  most ticks to hand over, 1 or more
     * @param handler      gets them in order
     * @return how many ticks were passed, wanted or not; 0 as in the other read
     */
    int read(long fromSequence, int limit, TickFilter filter, int wantedLimit, TickHandler handler);

    /**
     * Find a time, by binary search over the files and their indexes. May take milliseconds. The journal's times are
     * those of the server's clock; if that was set back, some times come twice, and one of the places is found.
     *
     * @param timeNs receive time, ns since 1970
     * @return the last tick that was received before, so that all from that time on follows it; 0 if none was;
     *     {@link #UNKNOWN} if the journal does not reach back to that time
     */
    long positionAt(long timeNs);

    /**
     * After a read that gave nothing: how far the hole reaches, if there is one. What comes before the oldest tick is
     * no hole, nor is what is not journaled yet. May take milliseconds.
     *
     * @param fromSequence first tick wanted, 1 or more
     * @return the last tick that can't be had, so that reading goes on behind it; less than {@code fromSequence} if
     *     that one is no part of a hole
     */
    long missingThrough(long fromSequence);

    /**
     * Keep the file that holds a tick from being deleted, for at least ten seconds: for a reader that waits.
     *
     * @param sequence the tick it will read next
     */
    void keep(long sequence);

    /**
     * Give up files that were neither read nor kept for ten seconds, so that they can be deleted. To be called a few
     * times a second.
     *
     * @param nowNs any clock, ns
     */
    void releaseUnused(long nowNs);

    @Override
    void close();
}
