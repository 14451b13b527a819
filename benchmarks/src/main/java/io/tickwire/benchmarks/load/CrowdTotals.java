package io.tickwire.benchmarks.load;

/**
 * What subscribers have received together.
 *
 * @param ticks  entries of frames that are no snapshots
 * @param frames all frames, heartbeats too
 * @param bytes  from the sockets, with headers and text messages
 */
public record CrowdTotals(long ticks, long frames, long bytes) {
    static final CrowdTotals NONE = new CrowdTotals(0, 0, 0);

    CrowdTotals plus(CrowdTotals other) {
        return new CrowdTotals(ticks + other.ticks, frames + other.frames, bytes + other.bytes);
    }

    /**
     * What was received in between.
     *
     * @param before earlier totals
     * @return the difference
     */
    public CrowdTotals minus(CrowdTotals before) {
        return new CrowdTotals(ticks - before.ticks, frames - before.frames, bytes - before.bytes);
    }
}
