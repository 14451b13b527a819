package io.tickwire.gateway;

/** Whether a client is still there: it is pinged, and must be heard of. Reader thread only. */
final class Liveness {
    /** What is to be done now. */
    enum Due {
        NOTHING, PING, CLOSE
    }

    private final long pingIntervalNs;
    private final long idleTimeoutNs;
    private long lastHeardNs;
    private long nextPingNs;

    Liveness(long pingIntervalNs, long idleTimeoutNs, long nowNs) {
        this.pingIntervalNs = pingIntervalNs;
        this.idleTimeoutNs = idleTimeoutNs;
        lastHeardNs = nowNs;
        nextPingNs = nowNs + pingIntervalNs;
    }

    void heard(long nowNs) {
        lastHeardNs = nowNs;
    }

    /**
     * Look at the time.
     *
     * @param nowNs       now
     * @param lastTakenNs when the client last took something after its socket had been full: it reads, if slowly, and
     *                    has not come to the ping yet
     */
    Due check(long nowNs, long lastTakenNs) {
        if (nowNs - Math.max(lastHeardNs, lastTakenNs) >= idleTimeoutNs) {
            return Due.CLOSE;
        }
        if (nowNs < nextPingNs) {
            return Due.NOTHING;
        }
        nextPingNs = nowNs + pingIntervalNs;
        return Due.PING;
    }
}
