package io.tickwire.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static io.tickwire.gateway.Rfc6455Case.closes;
import static io.tickwire.gateway.Rfc6455Case.good;
import static io.tickwire.gateway.Rfc6455Case.hex;
import static io.tickwire.gateway.Rfc6455Case.join;
import static io.tickwire.gateway.Rfc6455Case.last;
import static io.tickwire.gateway.Rfc6455Case.masked;
import static io.tickwire.gateway.Rfc6455Case.part;
import static io.tickwire.gateway.Rfc6455Case.ping;
import static io.tickwire.gateway.Rfc6455Case.text;
import static io.tickwire.gateway.Rfc6455Case.utf8;
import static io.tickwire.gateway.Rfc6455Case.whole;

/** Cases of RFC 6455 section 5: masks, headers, fragments, and control frames but for close. */
final class Rfc6455Framing {
    private static final int FINAL = RawClient.FINAL;
    private static final int TEXT = RawClient.TEXT;
    private static final int BINARY = RawClient.BINARY;
    private static final int CLOSE = RawClient.CLOSE;
    private static final int PING = RawClient.PING;
    private static final int PONG = RawClient.PONG;
    private static final String PROTOCOL_ERROR = "close(1002)";
    private static final String TOO_BIG = "close(1009)";

    private Rfc6455Framing() {
    }

    static Stream<Rfc6455Case> cases() {
        return Stream.of(masks(), reserved(), opcodes(), lengths(), fragments(), badFragments(), betweenFragments(),
            pings(), longControls()).flatMap(List::stream);
    }

    private static List<Rfc6455Case> masks() {
        return List.of(
            closes("5.1", "text without mask", PROTOCOL_ERROR, hex("81 02 68 69")),
            closes("5.1", "empty text without mask", PROTOCOL_ERROR, hex("81 00")),
            closes("5.1", "ping without mask", PROTOCOL_ERROR, hex("89 00")),
            closes("5.1", "pong without mask", PROTOCOL_ERROR, hex("8a 00")),
            closes("5.1", "close without mask", PROTOCOL_ERROR, hex("88 02 03 e8")),
            closes("5.1", "text without mask after a good one", "text(a) close(1002)", text("a"), hex("81 01 62")),
            closes("5.1", "continuation without mask", PROTOCOL_ERROR, part(TEXT, utf8("a")), hex("80 01 62")),
            closes("5.1", "nothing counts after it", PROTOCOL_ERROR, hex("81 00"), text("a"), ping("b")),
            good("5.3", "mask of zeros", "text(hello)", masked(FINAL | TEXT, 0, utf8("hello"))),
            good("5.3", "mask of ones", "text(hello)", masked(FINAL | TEXT, -1, utf8("hello"))),
            good("5.3", "mask for each frame", "text(hello)", masked(TEXT, 1, utf8("he")),
                masked(0, 0x80_00_00_00, utf8("ll")), masked(FINAL, 0x00_FF_00_FF, utf8("o"))),
            good("5.3", "the example of section 5.7", "text(Hello)", hex("81 85 37 fa 21 3d 7f 9f 4d 51 58")));
    }

    private static List<Rfc6455Case> reserved() {
        final List<Rfc6455Case> cases = new ArrayList<>();
        for (int bits = 1; bits <= 7; bits++) {
            final String which = "reserved bits " + bits;
            final int first = FINAL | bits << 4;
            cases.add(closes("5.2", which + " of text", PROTOCOL_ERROR, masked(first | TEXT, 7, utf8("a"))));
            cases.add(closes("5.2", which + " of binary", PROTOCOL_ERROR, masked(first | BINARY, 7, utf8("a"))));
            cases.add(closes("5.2", which + " of ping", PROTOCOL_ERROR, masked(first | PING, 7)));
            cases.add(closes("5.2", which + " of pong", PROTOCOL_ERROR, masked(first | PONG, 7)));
            cases.add(closes("5.2", which + " of close", PROTOCOL_ERROR, masked(first | CLOSE, 7)));
            cases.add(closes("5.2", which + " of a continuation", PROTOCOL_ERROR, part(TEXT, utf8("a")),
                masked(first, 7, utf8("b"))));
            cases.add(closes("5.2", which + " after a good text", "text(a) close(1002)", text("a"),
                masked(first | TEXT, 7, utf8("b")), ping("c")));
        }
        return cases;
    }

    private static List<Rfc6455Case> opcodes() {
        final List<Rfc6455Case> cases = new ArrayList<>();
        for (final int opcode : new int[]{3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            cases.add(closes("5.2", "opcode " + opcode, PROTOCOL_ERROR, whole(opcode, utf8("a"))));
            cases.add(closes("5.2", "empty opcode " + opcode, PROTOCOL_ERROR, whole(opcode)));
            cases.add(closes("5.2", "opcode " + opcode + " not final", PROTOCOL_ERROR, part(opcode, utf8("a"))));
            cases.add(closes("5.2", "opcode " + opcode + " after a good text", "text(a) close(1002)", text("a"),
                whole(opcode), ping("b")));
        }
        return cases;
    }

    private static List<Rfc6455Case> lengths() {
        final List<Rfc6455Case> cases = new ArrayList<>();
        for (final int length : new int[]{0, 1, 125}) {
            cases.add(closes("5.2", length + " in 16 bits", PROTOCOL_ERROR,
                masked(FINAL | TEXT, 126, 7, new byte[length])));
        }
        for (final int length : new int[]{0, 1, 125, 126, 65_535}) {
            cases.add(closes("5.2", length + " in 64 bits", PROTOCOL_ERROR,
                masked(FINAL | TEXT, 127, 7, new byte[length])));
        }
        for (final String length : new String[]{"80 00 00 00 00 00 00 01", "80 00 00 00 00 01 00 00",
            "ff ff ff ff ff ff ff ff"}) {
            cases.add(closes("5.2", "top bit in " + length, PROTOCOL_ERROR,
                hex("82 ff"), hex(length), hex("01 02 03 04")));
        }
        for (final String length : new String[]{"7f ff ff ff ff ff ff ff", "00 00 00 01 00 00 00 00",
            "00 00 00 00 80 00 00 00", "00 00 00 00 7f ff ff ff", "00 00 00 00 40 00 00 00",
            "00 00 00 00 01 00 00 01"}) {
            cases.add(closes("10.4", "length " + length, TOO_BIG, hex("82 ff"), hex(length), hex("01 02 03 04")));
            cases.add(closes("10.4", "length " + length + " of a continuation", TOO_BIG, part(BINARY, utf8("a")),
                hex("80 ff"), hex(length), hex("01 02 03 04")));
        }
        return cases;
    }

    private static List<Rfc6455Case> fragments() {
        return List.of(
            good("5.4", "two fragments of text", "text(ab)", part(TEXT, utf8("a")), last(utf8("b"))),
            good("5.4", "three fragments of text", "text(abc)", part(TEXT, utf8("a")), part(0, utf8("b")),
                last(utf8("c"))),
            good("5.4", "fragments of binary", "binary(00ff01)", part(BINARY, hex("00")), part(0, hex("ff")),
                last(hex("01"))),
            good("5.4", "empty fragments", "text()", part(TEXT), part(0), last()),
            good("5.4", "empty fragments of binary", "binary()", part(BINARY), part(0), last()),
            good("5.4", "only the first is empty", "text(a)", part(TEXT), last(utf8("a"))),
            good("5.4", "only the middle is empty", "text(ab)", part(TEXT, utf8("a")), part(0), last(utf8("b"))),
            good("5.4", "only the last is empty", "text(a)", part(TEXT, utf8("a")), last()),
            good("5.4", "only the middle is not empty", "text(a)", part(TEXT), part(0, utf8("a")), last()),
            good("5.4", "messages one after the other", "text(ab) binary(63) text(de) text(f)",
                part(TEXT, utf8("a")), last(utf8("b")), whole(BINARY, utf8("c")), part(TEXT, utf8("d")),
                last(utf8("e")), text("f")));
    }

    private static List<Rfc6455Case> badFragments() {
        return List.of(
            closes("5.4", "continuation of nothing", PROTOCOL_ERROR, last(utf8("a"))),
            closes("5.4", "continuation of nothing, not final", PROTOCOL_ERROR, part(0, utf8("a"))),
            closes("5.4", "empty continuation of nothing", PROTOCOL_ERROR, last()),
            closes("5.4", "continuation after a whole text", "text(a) close(1002)", text("a"), last(utf8("b"))),
            closes("5.4", "continuation after the last", "text(ab) close(1002)", part(TEXT, utf8("a")),
                last(utf8("b")), part(0, utf8("c"))),
            closes("5.4", "continuation after a ping only", "pong(61) close(1002)", ping("a"), last(utf8("b"))),
            closes("5.4", "text within text", PROTOCOL_ERROR, part(TEXT, utf8("a")), text("b")),
            closes("5.4", "binary within text", PROTOCOL_ERROR, part(TEXT, utf8("a")), whole(BINARY)),
            closes("5.4", "text within binary", PROTOCOL_ERROR, part(BINARY, utf8("a")), text("b")),
            closes("5.4", "fragment of text within text", PROTOCOL_ERROR, part(TEXT), part(TEXT), last()),
            closes("5.4", "text within text after continuations", PROTOCOL_ERROR, part(TEXT, utf8("a")),
                part(0, utf8("b")), text("c")),
            closes("5.4", "ping in fragments", PROTOCOL_ERROR, part(PING, utf8("a")), last(utf8("b"))),
            closes("5.4", "pong in fragments", PROTOCOL_ERROR, part(PONG), last()),
            closes("5.4", "close in fragments", PROTOCOL_ERROR, part(CLOSE, hex("03 e8")), last()));
    }

    private static List<Rfc6455Case> betweenFragments() {
        return List.of(
            good("5.4", "ping between fragments", "pong(70) text(ab)", part(TEXT, utf8("a")), ping("p"),
                last(utf8("b"))),
            good("5.4", "pings between all fragments", "pong(70) pong(71) text(abc)", part(TEXT, utf8("a")),
                ping("p"), part(0, utf8("b")), ping("q"), last(utf8("c"))),
            good("5.4", "pong between fragments", "text(ab)", part(TEXT, utf8("a")), whole(PONG, utf8("p")),
                last(utf8("b"))),
            good("5.4", "ping between empty fragments", "pong() binary()", part(BINARY), ping(""), last()),
            good("5.4", "ping before and behind fragments", "pong(70) text(ab) pong(71)", ping("p"),
                part(TEXT, utf8("a")), last(utf8("b")), ping("q")),
            closes("5.4", "close between fragments", "close(1000)", part(TEXT, utf8("a")),
                Rfc6455Case.close(1000, ""), last(utf8("b"))),
            closes("5.4", "bad ping between fragments", PROTOCOL_ERROR, part(TEXT, utf8("a")), hex("89 00"),
                last(utf8("b"))));
    }

    private static List<Rfc6455Case> pings() {
        final List<byte[]> all = new ArrayList<>();
        final StringBuilder pongs = new StringBuilder();
        for (int length = 0; length <= 125; length++) {
            all.add(ping("p".repeat(length)));
            pongs.append("pong(").append("70".repeat(length)).append(") ");
        }
        return List.of(
            good("5.5.2", "pings of 0 to 125 bytes", pongs.toString().trim(), all.toArray(new byte[0][])),
            good("5.5.2", "empty ping", "pong()", ping("")),
            good("5.5.2", "ping of any bytes", "pong(00fffefdc0)", whole(PING, hex("00 ff fe fd c0"))),
            good("5.5.2", "ten pings at once", "pong(61) ".repeat(10).trim(), join(Stream.generate(() -> ping("a"))
                .limit(10).toArray(byte[][]::new))),
            good("5.5.3", "empty pong unasked", "", whole(PONG)),
            good("5.5.3", "pong unasked, and a ping", "pong(62)", whole(PONG, utf8("a")), ping("b")),
            good("5.5.3", "pong of 125 bytes", "", whole(PONG, new byte[125])));
    }

    private static List<Rfc6455Case> longControls() {
        final List<Rfc6455Case> cases = new ArrayList<>();
        for (final int opcode : new int[]{CLOSE, PING, PONG}) {
            final String which = "opcode " + opcode;
            for (final int length : new int[]{126, 65_535, 65_536}) {
                cases.add(closes("5.5", which + " of " + length + " bytes", PROTOCOL_ERROR,
                    whole(opcode, new byte[length])));
            }
            cases.add(closes("5.5", which + " of 2 bytes in 16 bits", PROTOCOL_ERROR,
                masked(FINAL | opcode, 126, 7, hex("03 e8"))));
            cases.add(closes("5.5", which + " of 2 bytes in 64 bits", PROTOCOL_ERROR,
                masked(FINAL | opcode, 127, 7, hex("03 e8"))));
        }
        return cases;
    }
}
