package io.tickwire.gateway.limit;

import io.tickwire.config.GatewayLimits;
import io.tickwire.gateway.proxy.IpAddress;

/**
 * Lets connections in, by address: not too fast, and not too many. An IPv6 address counts with all of the same first 64
 * bits. One thread.
 */
public final class AddressGate {
    private final AddressRates rates;
    private final RateLimit rate;
    private final ConnectionLimits<IpAddress> open;

    /**
     * Make one.
     *
     * @param limits how fast and how many
     */
    public AddressGate(GatewayLimits limits) {
        rates = new AddressRates(limits.connectionRatePerAddress());
        rate = new RateLimit(limits.connectionRate(), Math.max(1, limits.connectionRate()));
        open = new ConnectionLimits<>(limits.connectionLimitPerAddress());
    }

    /**
     * Let a connection in.
     *
     * @param address from where
     * @param nowNs   time of any origin, ns
     * @return null if it is in, and then {@link #close} is due once; else why not
     */
    public Refusal tryOpen(IpAddress address, long nowNs) {
        // What one address has too much of must not use up what is for all.
        if (!rates.tryAcquire(address, nowNs)) {
            return Refusal.RATE_PER_ADDRESS;
        }
        final IpAddress network = address.network();
        if (!open.tryOpen(network)) {
            return Refusal.LIMIT_PER_ADDRESS;
        }
        if (!rate.tryAcquire(nowNs)) {
            open.close(network);
            return Refusal.RATE;
        }
        return null;
    }

    /**
     * A connection has ended.
     *
     * @param address that was let in
     */
    public void close(IpAddress address) {
        open.close(address.network());
    }
}
