package io.tickwire.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A client's handshake (RFC 6455 section 4.2.1), checked whole. The library looks at little of it, and gets it written
 * anew, with nothing in it but what was checked.
 *
 * @param target       the path and query
 * @param key          16 bytes in Base64
 * @param subprotocols what the client offers, in its order
 * @param origin       of the page, as a browser says; null if there is none
 * @param forwardedFor all X-Forwarded-For fields in their order
 * @param token        of the client, from Authorization or, as browsers have to, among the sub-protocols; null if there
 *                     is none
 * @param extensions   all Sec-WebSocket-Extensions fields in their order
 */
record HandshakeRequest(String target, String key, List<String> subprotocols, String origin,
                        List<String> forwardedFor, String token, List<String> extensions) {
    private static final String BAD = "400 Bad Request";
    private static final String UPGRADE_REQUIRED = "426 Upgrade Required";
    private static final int KEY_BYTES = 16;
    private static final String BEARER = "bearer ";
    private static final String TOKEN_PROTOCOL = "tickwire.token.";
    private static final Pattern TARGET = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /**
     * Read a handshake.
     *
     * @param text as it came, with its empty line
     * @return what counts of it
     * @throws BadHandshake saying what is wrong with it
     */
    static HandshakeRequest parse(String text) throws BadHandshake {
        final String[] lines = text.split("\r\n");
        final String[] first = lines.length == 0 ? new String[0] : lines[0].split(" ", -1);
        if (first.length != 3 || !TARGET.matcher(first[1]).matches()) {
            throw new BadHandshake(BAD, "the first line must be GET, a path and HTTP/1.1, with one space between them");
        }
        if (!"GET".equals(first[0])) {
            throw new BadHandshake("405 Method Not Allowed", "Allow: GET", "the method must be GET");
        }
        if (!"HTTP/1.1".equals(first[2])) {
            throw new BadHandshake("505 HTTP Version Not Supported", "the version must be HTTP/1.1");
        }
        final Map<String, List<String>> fields = fields(lines);
        if (fields.getOrDefault("host", List.of()).size() != 1) {
            throw new BadHandshake(BAD, "send one Host field");
        }
        if (!tokens(fields, "upgrade").contains("websocket")) {
            throw new BadHandshake(UPGRADE_REQUIRED, "Upgrade: websocket",
                "this port speaks WebSocket; send Upgrade: websocket");
        }
        if (!tokens(fields, "connection").contains("upgrade")) {
            throw new BadHandshake(BAD, "send Connection: Upgrade");
        }
        if (!tokens(fields, "sec-websocket-version").equals(List.of("13"))) {
            throw new BadHandshake(UPGRADE_REQUIRED, "Sec-WebSocket-Version: 13",
                "the version of WebSocket must be 13; send Sec-WebSocket-Version: 13");
        }
        final List<String> offered = values(fields, "sec-websocket-protocol");
        return new HandshakeRequest(first[1], key(fields),
            offered.stream().filter(protocol -> !protocol.startsWith(TOKEN_PROTOCOL)).toList(),
            single(fields, "origin"), fields.getOrDefault("x-forwarded-for", List.of()), token(fields, offered),
            fields.getOrDefault("sec-websocket-extensions", List.of()));
    }

    private static Map<String, List<String>> fields(String[] lines) throws BadHandshake {
        final Map<String, List<String>> fields = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            final int colon = lines[i].indexOf(':');
            if (colon < 0 || !TOKEN.matcher(lines[i].substring(0, colon)).matches()) {
                throw new BadHandshake(BAD, "line " + (i + 1)
                    + " is no header field; write a name, a colon and a value");
            }
            fields.computeIfAbsent(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                .add(lines[i].substring(colon + 1).trim());
        }
        return fields;
    }

    private static String token(Map<String, List<String>> fields, List<String> offered) throws BadHandshake {
        final String authorization = single(fields, "authorization");
        if (authorization == null) {
            return offered.stream().filter(protocol -> protocol.startsWith(TOKEN_PROTOCOL)).findFirst()
                .map(protocol -> protocol.substring(TOKEN_PROTOCOL.length())).orElse(null);
        }
        // Other schemes are a proxy's matter.
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? authorization.substring(BEARER.length()).trim() : null;
    }

    /** The value of a field that must not come twice; null if there is none. */
    private static String single(Map<String, List<String>> fields, String name) throws BadHandshake {
        final List<String> all = fields.getOrDefault(name, List.of());
        if (all.size() > 1) {
            throw new BadHandshake(BAD, "send the field " + name + " once");
        }
        return all.isEmpty() ? null : all.get(0);
    }

    private static List<String> values(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of()).stream().flatMap(value -> Arrays.stream(value.split(",")))
            .map(String::trim).filter(value -> TOKEN.matcher(value).matches()).toList();
    }

    private static List<String> tokens(Map<String, List<String>> fields, String name) {
        return values(fields, name).stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
    }

    private static String key(Map<String, List<String>> fields) throws BadHandshake {
        final List<String> keys = fields.getOrDefault("sec-websocket-key", List.of());
        try {
            if (keys.size() == 1 && Base64.getDecoder().decode(keys.get(0)).length == KEY_BYTES) {
                return keys.get(0);
            }
        } catch (final IllegalArgumentException e) {
            throw badKey();
        }
        throw badKey();
    }

    private static BadHandshake badKey() {
        return new BadHandshake(BAD, "send one Sec-WebSocket-Key of 16 random bytes in Base64");
    }

    /** As the library wants it: in an array, and the whole of it at once. */
    ByteBuffer bytes() {
        final String offer = subprotocols.isEmpty() ? ""
            : "Sec-WebSocket-Protocol: " + String.join(",", subprotocols) + "\r\n";
        return ByteBuffer.wrap(("GET " + target + " HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key + "\r\n" + offer + "\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    }
}
