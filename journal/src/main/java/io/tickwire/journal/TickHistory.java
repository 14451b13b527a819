package io.tickwire.journal;

import io.tickwire.core.tick.TickHandler;

/** Reads journaled ticks from any position. Each instance belongs to one thread. */
public interface TickHistory extends AutoCloseable {
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
    int read(long fromSequence, int limit, TickHandler handler);

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
