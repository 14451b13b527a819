package io.tickwire.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static io.tickwire.gateway.Rfc6455Case.close;
import static io.tickwire.gateway.Rfc6455Case.closes;
import static io.tickwire.gateway.Rfc6455Case.good;
import static io.tickwire.gateway.Rfc6455Case.hex;
import static io.tickwire.gateway.Rfc6455Case.last;
import static io.tickwire.gateway.Rfc6455Case.part;
import static io.tickwire.gateway.Rfc6455Case.ping;
import static io.tickwire.gateway.Rfc6455Case.text;
import static io.tickwire.gateway.Rfc6455Case.utf8;
import static io.tickwire.gateway.Rfc6455Case.whole;

/** Cases of RFC 6455 sections 5.5.1, 7 and 8.1: close frames and UTF-8. */
final class Rfc6455Closing {
    private static final int TEXT = RawClient.TEXT;
    private static final int BINARY = RawClient.BINARY;
    private static final int CLOSE = RawClient.CLOSE;
    private static final String BAD_TEXT = "close(1007)";
    /** Overlong, surrogates, beyond U+10FFFF, lone and missing continuations, bytes that never occur. */
    private static final String[] NOT_UTF8 = {"c0 80", "c0 af", "c1 bf", "e0 80 80", "e0 80 af", "e0 9f bf",
        "f0 80 80 80", "f0 80 80 af", "f0 8f bf bf", "f8 88 80 80 80", "fc 84 80 80 80 80", "ed a0 80", "ed ad bf",
        "ed ae 80", "ed af bf", "ed b0 80", "ed be 80", "ed bf bf", "ed a0 80 ed b0 80", "ed af bf ed bf bf",
        "f4 90 80 80", "f4 bf bf bf", "f5 80 80 80", "f7 bf bf bf", "fb bf bf bf bf", "80", "bf", "80 bf", "c3 28",
        "e2 28 a1", "e2 82 28", "f0 28 8c bc", "f0 90 28 bc", "f0 28 8c 28", "fe", "ff", "fe fe ff ff",
        "ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65 64 69 74 65 64"};
    private static final String[] CUT = {"c3", "df", "e0", "e0 a0", "e2 82", "ef bf", "f0", "f0 9f", "f0 9f 98",
        "f4 8f bf", "61 62 c3", "ce ba e1 bd"};
    private static final String[] UTF8 = {"", "00", "7f", "c2 80", "df bf", "e0 a0 80", "ed 9f bf", "ee 80 80",
        "ef bf bd", "ef bf be", "ef bf bf", "ef bb bf", "f0 90 80 80", "f0 9f bf be", "f0 9f 98 80", "f4 8f bf bf",
        "ce ba e1 bd b9 cf 83 ce bc ce b5", "48 65 6c 6c 6f 2d c2 b5 40 c3 9f c3 b6 c3 a4 c3 bc c3 a0 c3 a1"};

    private Rfc6455Closing() {
    }

    static Stream<Rfc6455Case> cases() {
        return Stream.of(codes(), reasons(), order(), texts(), cutTexts(), badTexts()).flatMap(List::stream);
    }

    private static List<Rfc6455Case> codes() {
        final List<Rfc6455Case> cases = new ArrayList<>();
        for (final int code : new int[]{1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000,
            3999, 4000, 4999}) {
            cases.add(closes("7.4", "code " + code, "close(" + code + ")", close(code, "")));
            cases.add(closes("7.4", "code " + code + " with a reason", "close(" + code + ")", close(code, "why")));
        }
        for (final int code : new int[]{0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32_768,
            65_535}) {
            cases.add(closes("7.4", "code " + code, "close(1002)", close(code, "")));
            cases.add(closes("7.4", "code " + code + " with a reason", "close(1002)", close(code, "why")));
        }
        cases.add(closes("5.5.1", "close without payload", "close()", whole(CLOSE)));
        for (int first = 0; first <= 255; first += 51) {
            cases.add(closes("5.5.1", "close with one byte " + first, "close(1002)", whole(CLOSE, (byte) first)));
        }
        return cases;
    }

    private static List<Rfc6455Case> reasons() {
        final List<Rfc6455Case> cases = new ArrayList<>();
        cases.add(closes("5.5.1", "reason of 123 bytes", "close(1000)", close(1000, "r".repeat(123))));
        cases.add(closes("5.5.1", "reason of 124 bytes", "close(1002)", close(1000, "r".repeat(124))));
        cases.add(closes("5.5.1", "reason of 41 characters of 3 bytes", "close(1000)", close(1000, "\u20ac"
            .repeat(41))));
        for (final String good : UTF8) {
            cases.add(closes("5.5.1", "reason of " + good, "close(1000)", close(1000, hex(good))));
        }
        for (final String bad : NOT_UTF8) {
            cases.add(closes("5.5.1", "reason of bad " + bad, BAD_TEXT, close(1000, hex(bad))));
        }
        for (final String cut : CUT) {
            cases.add(closes("5.5.1", "reason cut behind " + cut, BAD_TEXT, close(1000, hex(cut))));
        }
        cases.add(closes("5.5.1", "bad code and bad reason", "close(1002)", close(1005, hex("ff"))));
        return cases;
    }

    private static List<Rfc6455Case> order() {
        return List.of(
            closes("7.1.2", "messages before the close are answered", "text(a) pong(62) binary(63) close(1001)",
                text("a"), ping("b"), whole(BINARY, utf8("c")), close(1001, "")),
            closes("7.1.2", "two closes", "close(1000)", close(1000, ""), close(1001, "")),
            closes("7.1.2", "empty close, and a close", "close()", whole(CLOSE), close(1000, "")),
            closes("5.5.1", "text behind the close", "close(1000)", close(1000, ""), text("a")),
            closes("5.5.1", "ping behind the close", "close(1000)", close(1000, ""), ping("a")),
            closes("5.5.1", "garbage behind the close", "close(1000)", close(1000, ""), hex("ff ff ff ff 00")),
            closes("5.5.1", "a lot behind the close", "close(1000)", close(1000, ""),
                whole(BINARY, new byte[262_144])),
            closes("7.1.7", "a lot behind a violation", "close(1002)", hex("f1 80 00 00 00 00"),
                whole(BINARY, new byte[262_144])));
    }

    private static List<Rfc6455Case> texts() {
        final List<Rfc6455Case> cases = new ArrayList<>();
        for (final String good : UTF8) {
            final byte[] bytes = hex(good);
            final String echo = "text(" + new String(bytes, StandardCharsets.UTF_8) + ")";
            cases.add(good("8.1", "text of " + good, echo, whole(TEXT, bytes)));
            for (int i = 1; i < bytes.length; i++) {
                final byte[] head = Arrays.copyOf(bytes, i);
                final byte[] tail = Arrays.copyOfRange(bytes, i, bytes.length);
                cases.add(good("8.1", "text of " + good + " in fragments at " + i, "pong() " + echo, part(TEXT, head),
                    ping(""), last(tail)));
            }
            final List<byte[]> ones = new ArrayList<>(List.of(part(TEXT)));
            for (final byte one : bytes) {
                ones.add(part(0, one));
            }
            ones.add(last());
            cases.add(good("8.1", "text of " + good + " byte by byte", echo, ones.toArray(new byte[0][])));
            cases.add(good("8.1", "pong of " + good, "", whole(RawClient.PONG, bytes)));
        }
        return cases;
    }

    private static List<Rfc6455Case> cutTexts() {
        final List<Rfc6455Case> cases = new ArrayList<>();
        for (final String cut : CUT) {
            final byte[] bytes = hex(cut);
            cases.add(closes("8.1", "text cut behind " + cut, BAD_TEXT, whole(TEXT, bytes)));
            cases.add(closes("8.1", "fragments cut behind " + cut, BAD_TEXT, part(TEXT, bytes), last()));
            cases.add(closes("8.1", "last fragment cut behind " + cut, BAD_TEXT, part(TEXT), last(bytes)));
            cases.add(closes("8.1", "fragment cut behind " + cut + " and a letter", BAD_TEXT, part(TEXT, bytes),
                last(utf8("a"))));
            cases.add(closes("8.1", "text cut behind " + cut + " after a good one", "text(a) " + BAD_TEXT, text("a"),
                whole(TEXT, bytes)));
        }
        return cases;
    }

    private static List<Rfc6455Case> badTexts() {
        final List<Rfc6455Case> cases = new ArrayList<>();
        for (final String bad : NOT_UTF8) {
            final byte[] bytes = hex(bad);
            cases.add(closes("8.1", "text of bad " + bad, BAD_TEXT, whole(TEXT, bytes)));
            cases.add(closes("8.1", "bad " + bad + " in the first fragment", BAD_TEXT, part(TEXT, bytes),
                last(utf8("a"))));
            cases.add(closes("8.1", "bad " + bad + " in the last fragment", BAD_TEXT, part(TEXT, utf8("a")),
                last(bytes)));
            cases.add(closes("8.1", "bad " + bad + " after a good one and a ping", "text(a) pong(62) " + BAD_TEXT,
                text("a"), ping("b"), whole(TEXT, bytes)));
            cases.add(good("5.6", "binary of " + bad, "binary(" + bad.replace(" ", "") + ")", whole(BINARY, bytes)));
        }
        return cases;
    }
}
