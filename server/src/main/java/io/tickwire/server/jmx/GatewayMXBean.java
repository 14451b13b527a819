package io.tickwire.server.jmx;

/** Counters of the stage, as JMX attributes, and the drain. Any thread. */
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
     * Stop the server in order, as SIGTERM does: no new connections, and all clients are told when to come back.
     *
     * @throws IllegalStateException if the program around the server does not take such requests
     */
    void drain();

    /**
     * Errors of all stages, see the error log.
     *
     * @return a count
     */
    long getErrorLogEntries();
}
