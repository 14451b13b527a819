package io.tickwire.config;

import com.typesafe.config.ConfigUtil;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keys that accept a list of texts. */
final class ListTypes {
    private static final Pattern ORIGIN = Pattern.compile("\\*|null|"
        + "(?i:[a-z][a-z0-9+.-]*://((\\*\\.)?[a-z0-9_.-]+|\\[(?<address>[0-9a-f:.]+)])(:(?<port>[1-9][0-9]{0,4}))?)");
    private static final Pattern NUMBERS = Pattern.compile("[\\[\\]0-9, -]*");
    private static final int PORT_LIMIT = 65_535;
    private static final Pattern RANGE = Pattern.compile("(?<address>((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"
        + "(\\.(?![/]|$)|(?=/|$))){4}|(?=[^:]*:)[0-9A-Fa-f:][0-9A-Fa-f:.]*)(/(?<bits>0|[1-9][0-9]{0,2}))?");

    private static final int ADDRESS_COUNT_LIMIT = 16;
    private static final int ADDRESS_LENGTH_LIMIT = 200;

    private ListTypes() {
    }

    static ValueType origins() {
        return list("a list of origins, for example [\"https://example.com\", \"https://*.example.com:8443\"], or "
            + "[\"*\"] for any", ListTypes::isOrigin);
    }

    static ValueType addressRanges() {
        return list("a list of addresses and ranges, for example [\"192.0.2.1\", \"10.0.0.0/8\", \"2001:db8::/32\"]",
            ListTypes::isRange);
    }

    /** So many and so long that they fit into one message to a client. */
    static ValueType webSocketAddresses() {
        return list("a list of at most " + ADDRESS_COUNT_LIMIT + " WebSocket addresses, for example "
            + "[\"wss://b.example:8800\", \"ws://10.0.0.2:8800\"]", ListTypes::isWebSocketAddress, ADDRESS_COUNT_LIMIT);
    }

    /** A list as it is written in a file: numbers as they are, texts in quotes. */
    static String render(String text) {
        if (NUMBERS.matcher(text).matches()) {
            return text.strip().startsWith("[") ? text : "[" + text + "]";
        }
        return items(text).stream().map(ConfigUtil::quoteString).collect(Collectors.joining(", ", "[", "]"));
    }

    private static ValueType list(String description, Predicate<String> item) {
        return list(description, item, Integer.MAX_VALUE);
    }

    private static ValueType list(String description, Predicate<String> item, int countLimit) {
        return new ValueType(description, ValueType.Form.LIST, text -> {
            final List<String> items = items(text);
            return items.size() <= countLimit && items.stream().allMatch(item) ? Optional.of(items) : Optional.empty();
        });
    }

    private static List<String> items(String text) {
        final String items = text.strip().replaceAll("^\\[(.*)]$", "$1");
        return items.isBlank() ? List.of() : Arrays.stream(items.split(",", -1)).map(String::strip)
            .map(item -> item.replaceAll("^\"(.*)\"$", "$1")).toList();
    }

    private static boolean isOrigin(String text) {
        final Matcher matcher = ORIGIN.matcher(text);
        return matcher.matches()
            && (matcher.group("port") == null || Integer.parseInt(matcher.group("port")) <= PORT_LIMIT)
            && (matcher.group("address") == null || bytes(matcher.group("address")).length > 0);
    }

    private static boolean isWebSocketAddress(String text) {
        try {
            final URI uri = URI.create(text);
            return text.length() <= ADDRESS_LENGTH_LIMIT && uri.getHost() != null && uri.getUserInfo() == null
                && uri.getFragment() == null && ("ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme()))
                && uri.getPort() != 0 && uri.getPort() <= PORT_LIMIT;
        } catch (final IllegalArgumentException noAddress) {
            return false;
        }
    }

    /** The bits behind those that count must be 0: else one of the two is not what was meant. Mapped ones have 32. */
    private static boolean isRange(String text) {
        final Matcher matcher = RANGE.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        final String bits = matcher.group("bits");
        final byte[] bytes = bytes(matcher.group("address"));
        final int spare = (text.indexOf(':') < 0 ? Integer.SIZE : 2 * Long.SIZE)
            - (bits == null ? 0 : Integer.parseInt(bits));
        final BigInteger number = new BigInteger(1, bytes);
        return bytes.length > 0 && (bits == null || spare >= 0 && spare <= bytes.length * Byte.SIZE
            && (number.signum() == 0 || number.getLowestSetBit() >= spare));
    }

    /** None if it is no address. No name server is asked: digits and dots, or a colon, make it an address. */
    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (final UnknownHostException noAddress) {
            return new byte[0];
        }
    }
}
