package io.tickwire.server.jmx;

/** Counters of the stage, as JMX attributes. Any thread. */
public interface IngestMXBean {
    /**
     * Messages taken from Aeron, good and bad.
     *
     * @return a count
     */
    long getMessages();

    /**
     * Ticks given a sequence number.
     *
     * @return a count
     */
    long getTicks();

    /**
     * Last sequence number in the ring.
     *
     * @return a count
     */
    long getLastSequence();

    /**
     * Instruments defined.
     *
     * @return a count
     */
    long getInstruments();

    /**
     * Fragments left with Aeron because the ring was full.
     *
     * @return a count
     */
    long getBackPressure();

    /**
     * Source messages missing.
     *
     * @return a count
     */
    long getSourceGaps();

    /**
     * Source messages dropped as duplicates.
     *
     * @return a count
     */
    long getSourceDuplicates();

    /**
     * Messages refused for their length.
     *
     * @return a count
     */
    long getRefusedLength();

    /**
     * Messages refused for their schema or version.
     *
     * @return a count
     */
    long getRefusedVersion();

    /**
     * Messages refused for their type.
     *
     * @return a count
     */
    long getRefusedType();

    /**
     * Messages refused for their instrument.
     *
     * @return a count
     */
    long getRefusedInstrument();

    /**
     * Messages refused for a value out of range.
     *
     * @return a count
     */
    long getRefusedRange();
}
