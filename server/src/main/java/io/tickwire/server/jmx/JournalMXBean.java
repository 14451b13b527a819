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
}
