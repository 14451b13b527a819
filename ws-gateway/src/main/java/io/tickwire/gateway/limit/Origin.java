package io.tickwire.gateway.limit;

import io.tickwire.gateway.proxy.IpAddress;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page is from (RFC 6454): alike if scheme, host and port are.
 *
 * @param scheme in lower case
 * @param host   in lower case; an IPv6 address in brackets
 * @param port   1 to 65535; 0 if none is given and the scheme has none of its own
 */
record Origin(String scheme, String host, int port) {
    private static final int PORT_LIMIT = 65_535;
    private static final Pattern FORM = Pattern.compile(
        "([A-Za-z][A-Za-z0-9+.-]*)://([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+])(?::([1-9][0-9]{0,4}))?");

    /**
     * Read an origin.
     *
     * @param text scheme://host or scheme://host:port
     * @return the origin; null if it is none
     */
    static Origin parse(String text) {
        final Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        final String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        final int port = matcher.group(3) == null ? defaultPort(scheme) : Integer.parseInt(matcher.group(3));
        final String host = host(matcher.group(2).toLowerCase(Locale.ROOT));
        return host == null || port > PORT_LIMIT ? null : new Origin(scheme, host, port);
    }

    private static String host(String text) {
        if (text.charAt(0) != '[') {
            return text;
        }
        final IpAddress address = IpAddress.parse(text.substring(1, text.length() - 1));
        // An IPv4 address in brackets stays as it is: no browser writes it otherwise.
        return address == null ? null : address.isIpV4() ? text : "[" + address + "]";
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> 0;
        };
    }
}
