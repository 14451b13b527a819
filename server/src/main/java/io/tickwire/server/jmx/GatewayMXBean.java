package io.tickwire.server.jmx;

/** Counters of the stage, as JMX attributes. Any thread. */
public interface GatewayMXBean {
    /**
     * Connections open.
     *
     * @return a count
     */
    long getConnections();

    /**
     * Connections accepted since the start.
     *
     * @return a count
     */
    long getAccepted();

    /**
     * Handshakes refused.
     *
     * @return a count
     */
    long getRefused();

    /**
     * Requests answered with an error.
     *
     * @return a count
     */
    long getRequestErrors();

    /**
     * Connections closed for what the client did.
     *
     * @return a count
     */
    long getClosedByServer();

    /**
     * Errors of all stages, see the error log.
     *
     * @return a count
     */
    long getErrorLogEntries();
}
