package io.tickwire.server.jmx;

/** Counters of the stage, as JMX attributes. Any thread. */
public interface JournalMXBean {
    /**
     * Last sequence number that was passed on.
     *
     * @return a count
     */
    long getPosition();

    /**
     * Excerpts appended.
     *
     * @return a count
     */
    long getExcerpts();

    /**
     * Bytes appended.
     *
     * @return a count
     */
    long getBytes();

    /**
     * 1 while ticks are journaled, 0 when journaling has stopped.
     *
     * @return a count
     */
    long getRunning();

    /**
     * Ticks that passed while journaling had stopped.
     *
     * @return a count
     */
    long getSkipped();

    /**
     * Append errors.
     *
     * @return a count
     */
    long getErrors();

    /**
     * Last sequence number that was forced to the disk; 0 where the configuration leaves that to the system.
     *
     * @return a sequence number
     */
    long getSynced();

    /**
     * The oldest tick that can be read.
     *
     * @return a sequence number
     */
    long getOldest();

    /**
     * Files that retention has deleted.
     *
     * @return a count
     */
    long getDeleted();
}
