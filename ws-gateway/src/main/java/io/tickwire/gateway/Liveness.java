package io.tickwire.gateway;

import io.tickwire.config.GatewayLimits;

/** Whether a client is still there: it is pinged, and must be heard of. Reader thread only. */
final class Liveness {
    private final Outbound outbound;
    private final long pingIntervalNs;
    private final long idleTimeoutNs;
    private long lastHeardNs;
    private long nextPingNs;

    Liveness(Outbound outbound, GatewayLimits limits, long nowNs) {
        this.outbound = outbound;
        pingIntervalNs = limits.pingIntervalNs();
        idleTimeoutNs = limits.idleTimeoutNs();
        lastHeardNs = nowNs;
        nextPingNs = nowNs + pingIntervalNs;
    }

    void heard(long nowNs) {
        lastHeardNs = nowNs;
    }

    /** A look at the time: a ping may be due, or the end. */
    void check(long nowNs) {
        // Whoever takes something after its socket had been full reads, if slowly, and has not come to the ping yet.
        if (nowNs - Math.max(lastHeardNs, outbound.lastTakenNs()) >= idleTimeoutNs) {
            outbound.close(CloseCode.IDLE, "nothing was heard of you, not even a pong: gateway.idleTimeout");
        } else if (nowNs >= nextPingNs) {
            nextPingNs = nowNs + pingIntervalNs;
            outbound.enqueue(WebSocketFraming.ping());
        }
    }
}
