package io.tickwire.gateway.limit;

import io.tickwire.gateway.proxy.IpAddress;

/**
 * How fast each address connects; an IPv6 address counts with all of the same first 64 bits. A table of fixed size, so
 * that a million addresses take no more memory than it has: an address finds its place by its hash, among
 * {@value #WAYS} others, and a new one takes the place of that which is furthest from its limit. One thread.
 */
public final class AddressRates {
    /** Addresses that are known at once. */
    static final int CAPACITY = 1 << 14;
    /** Places that an address may be in. */
    static final int WAYS = 8;

    private final IpAddress[] addresses = new IpAddress[CAPACITY];
    private final RateLimit[] rates = new RateLimit[CAPACITY];
    private final int ratePerSecond;

    /**
     * Make one.
     *
     * @param ratePerSecond connections a second of each address, and as many at once; 0 is without limit
     */
    public AddressRates(int ratePerSecond) {
        this.ratePerSecond = ratePerSecond;
    }

    /**
     * Note a connection.
     *
     * @param address from where
     * @param nowNs   time of any origin, ns
     * @return false if it is one too many
     */
    public boolean tryAcquire(IpAddress address, long nowNs) {
        return ratePerSecond == 0 || rates[place(address.network(), nowNs)].tryAcquire(nowNs);
    }

    private int place(IpAddress network, long nowNs) {
        final int first = network.hashCode() & CAPACITY - WAYS;
        int fullest = first;
        long mostCredit = -1;
        for (int at = first; at < first + WAYS; at++) {
            if (network.equals(addresses[at])) {
                return at;
            }
            final long credit = addresses[at] == null ? Long.MAX_VALUE : rates[at].creditAt(nowNs);
            if (credit > mostCredit) {
                mostCredit = credit;
                fullest = at;
            }
        }
        if (rates[fullest] == null) {
            rates[fullest] = new RateLimit(ratePerSecond, ratePerSecond);
        }
        rates[fullest].fill();
        addresses[fullest] = network;
        return fullest;
    }

    /** How many addresses are known. */
    int size() {
        int size = 0;
        for (final IpAddress address : addresses) {
            size += address == null ? 0 : 1;
        }
        return size;
    }
}
