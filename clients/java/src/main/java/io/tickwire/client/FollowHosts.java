package io.tickwire.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The hosts to which a server may send this client on. A token is shown to whoever is there, so that only the user
 * can say which they are.
 */
final class FollowHosts {
    private static final Pattern ENTRY =
        Pattern.compile("(\\*\\.)?[a-z0-9_][a-z0-9_.-]*(:[0-9]{1,5})?|\\[[0-9a-f:.]+](:[0-9]{1,5})?");
    private static final int PLAIN_PORT = 80;
    private static final int TLS_PORT = 443;

    private final List<String> entries;

    FollowHosts(List<String> hosts) {
        entries = hosts.stream().map(FollowHosts::lowerCase).toList();
    }

    /** Throws an IllegalArgumentException if the text is no host. */
    static void require(String host) {
        if (!ENTRY.matcher(lowerCase(host)).matches()) {
            throw new IllegalArgumentException("a host to follow to must be like b.example, b.example:8800, "
                + "*.feed.example or [2001:db8::1], without ws:// and path: '" + host + "'");
        }
    }

    private static String lowerCase(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    boolean allow(URI address) {
        final String host = lowerCase(address.getHost());
        final int port = address.getPort() >= 0 ? address.getPort() : isTls(address) ? TLS_PORT : PLAIN_PORT;
        return entries.stream().anyMatch(entry -> matches(entry, host) || matches(entry, host + ":" + port));
    }

    private static boolean matches(String entry, String text) {
        return entry.startsWith("*.") ? text.endsWith(entry.substring(1)) : text.equals(entry);
    }

    static boolean isTls(URI address) {
        return "wss".equalsIgnoreCase(address.getScheme());
    }
}
