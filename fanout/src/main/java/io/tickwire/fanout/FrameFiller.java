package io.tickwire.fanout;

/** Puts what a group at a rate gets of a range of ticks into a frame. Fan-out thread only. */
interface FrameFiller {
    /** Instead of a position: what comes next can't be read. */
    long MISSING = -1;

    /**
     * Whether there may be something for a group.
     *
     * @param group  at this filler's mode
     * @param cursor position of the live pass
     * @return false if there is nothing for sure
     */
    boolean hasNews(Group group, long cursor);

    /**
     * Start a frame and fill it.
     *
     * @param group   at this filler's mode
     * @param from    the frame covers what comes after this
     * @param scanned there is nothing for the group in (from, scanned]
     * @param cursor  position of the live pass, at least {@code from}
     * @return up to where the frame covers; less than the cursor if it is full or the pass has done enough; MISSING
     */
    long fill(Group group, long from, long scanned, long cursor);

    /** Whether the pass has done enough, and what is left waits for the next duty cycle. */
    boolean isSpent();
}
