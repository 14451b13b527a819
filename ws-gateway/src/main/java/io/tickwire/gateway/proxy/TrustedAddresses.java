package io.tickwire.gateway.proxy;

import java.util.List;

/** The proxies and load balancers whose word is taken for where a client is. Immutable. */
public final class TrustedAddresses {
    private final List<AddressRange> ranges;

    /**
     * Read the list.
     *
     * @param texts addresses and ranges, such as 192.0.2.1, 10.0.0.0/8 or 2001:db8::/32; may be empty
     * @throws IllegalArgumentException saying which one is wrong, and what would be right
     */
    public TrustedAddresses(List<String> texts) {
        ranges = texts.stream().map(AddressRange::parse).toList();
    }

    /**
     * Whether an address is among them.
     *
     * @param address any
     * @return true if it is trusted
     */
    public boolean contains(IpAddress address) {
        // Not with an iterator, for every connection asks.
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }
}
