package io.tickwire.gateway.wire;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;

/** Looks whether certificate and key have been replaced, on a thread that nothing waits for. */
public final class TlsUpkeep implements Agent {
    private final TlsContexts contexts;
    private final EpochNanoClock clock;

    /**
     * Look after these.
     *
     * @param contexts reloaded by this agent only
     * @param clock    tells when to look
     */
    public TlsUpkeep(TlsContexts contexts, EpochNanoClock clock) {
        this.contexts = contexts;
        this.clock = clock;
    }

    @Override
    public int doWork() {
        return contexts.reload(clock.nanoTime()) ? 1 : 0;
    }

    @Override
    public String roleName() {
        return "tls-upkeep";
    }
}
