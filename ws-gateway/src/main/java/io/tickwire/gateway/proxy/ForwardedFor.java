package io.tickwire.gateway.proxy;

import java.util.List;

/** Finds the client behind proxies that speak HTTP, in X-Forwarded-For. Any thread. */
public final class ForwardedFor {
    /** Most hops that are looked at, so that a long list costs no more than a short one. */
    static final int HOP_LIMIT = 32;

    private final TrustedAddresses trusted;

    /**
     * Believe some proxies.
     *
     * @param trusted whose word is taken
     */
    public ForwardedFor(TrustedAddresses trusted) {
        this.trusted = trusted;
    }

    /**
     * The client's address: the last one that none of the trusted proxies has. Everything to the left of it may be made
     * up. Where the list ends, or has something that is no address, it is the last one that was good.
     *
     * @param peer   who is at the other end of the connection
     * @param values of all X-Forwarded-For fields in their order; may be empty
     * @return the client's address; the peer's, if the peer is not trusted
     */
    public IpAddress client(IpAddress peer, List<String> values) {
        IpAddress client = peer;
        int hops = 0;
        for (int i = values.size() - 1; i >= 0; i--) {
            final String value = values.get(i);
            int end = value.length();
            while (end >= 0) {
                if (!trusted.contains(client) || hops++ == HOP_LIMIT) {
                    return client;
                }
                final int comma = value.lastIndexOf(',', end - 1);
                final String element = value.substring(comma + 1, end).strip();
                end = comma;
                final IpAddress hop = element.isEmpty() ? client : parse(element);
                if (hop == null) {
                    return client;
                }
                client = hop;
            }
        }
        return client;
    }

    private static IpAddress parse(String element) {
        final int bracket = element.indexOf(']');
        if (element.charAt(0) == '[') {
            return bracket > 0 && isPortOrEmpty(element, bracket + 1)
                ? v6(element.substring(1, bracket)) : null;
        }
        final int colon = element.indexOf(':');
        // One colon is that of a port, more are those of IPv6.
        if (colon >= 0 && colon == element.lastIndexOf(':')) {
            return isPortOrEmpty(element, colon) ? IpAddress.parse(element.substring(0, colon)) : null;
        }
        return IpAddress.parse(element);
    }

    private static IpAddress v6(String text) {
        return text.indexOf(':') < 0 ? null : IpAddress.parse(text);
    }

    private static boolean isPortOrEmpty(String text, int at) {
        return at == text.length() || text.substring(at).matches(":[0-9]{1,5}");
    }
}
