package io.tickwire.journal;

/** Work on the journal's files that may take long and is not on the ticks' way. Upkeep thread only. */
interface Upkeep extends AutoCloseable {
    /**
     * Do what is due.
     *
     * @param nowNs time of this duty cycle, ns since 1970
     * @return how much was done
     */
    int run(long nowNs);

    @Override
    default void close() {
    }
}
