package io.tickwire.server.jmx;

/** Counters of the stage, as JMX attributes. Any thread. */
public interface FanoutMXBean {
    /**
     * Subscribers.
     *
     * @return a count
     */
    long getSubscribers();

    /**
     * Frames sent.
     *
     * @return a count
     */
    long getFrames();

    /**
     * Ticks sent.
     *
     * @return a count
     */
    long getTicks();

    /**
     * Bytes sent.
     *
     * @return a count
     */
    long getBytes();

    /**
     * Times a subscriber fell behind.
     *
     * @return a count
     */
    long getFellBehind();

    /**
     * Times a fan-out thread was lapped by the ring.
     *
     * @return a count
     */
    long getLapped();

    /**
     * Ticks read from the journal for catch-up.
     *
     * @return a count
     */
    long getJournalTicks();

    /**
     * Resumes answered with what was missed.
     *
     * @return a count
     */
    long getResumes();

    /**
     * Resumes answered with reset.
     *
     * @return a count
     */
    long getResets();

    /**
     * Holes in the journal that a subscriber was told of.
     *
     * @return a count
     */
    long getGaps();
}
