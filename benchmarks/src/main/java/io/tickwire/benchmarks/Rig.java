package io.tickwire.benchmarks;

import java.io.IOException;

/** What ticks are put into by one thread, and got out of by the subscribers that another one reads. */
interface Rig extends AutoCloseable {
    /**
     * Publish the next tick.
     *
     * @param eventTimeNs the time that it carries
     * @return false on back pressure
     */
    boolean publishOne(long eventTimeNs);

    /** Read what has come for every subscriber; gives the bytes. */
    long poll();

    /** Ticks that the slowest subscriber has. */
    long receivedByAll();

    /** From now on this gets each tick's time, on the reading thread. */
    void probe(Line.Probe newProbe);

    @Override
    void close() throws IOException;
}
