package io.tickwire.server.jmx;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;

/** Reads the stage's counters, and passes on that a drain is asked for. */
record Gateway(CounterFile counters, Runnable whenDrainIsAskedFor) implements GatewayMXBean {
    @Override
    public long getConnections() {
        return counters.counter(CounterId.GATEWAY_CONNECTIONS).get();
    }

    @Override
    public long getAccepted() {
        return counters.counter(CounterId.GATEWAY_ACCEPTED).get();
    }

    @Override
    public long getRefused() {
        return counters.counter(CounterId.GATEWAY_REFUSED).get();
    }

    @Override
    public long getRequestErrors() {
        return counters.counter(CounterId.GATEWAY_REQUEST_ERRORS).get();
    }

    @Override
    public long getClosedByServer() {
        return counters.counter(CounterId.GATEWAY_CLOSED_BY_SERVER).get();
    }

    @Override
    public void drain() {
        whenDrainIsAskedFor.run();
    }

    @Override
    public long getErrorLogEntries() {
        return counters.counter(CounterId.ERRORS).get();
    }
}
