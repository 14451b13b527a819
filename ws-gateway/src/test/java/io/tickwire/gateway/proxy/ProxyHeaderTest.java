package io.tickwire.gateway.proxy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32C;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Headers are written out as the specification has them, section 2.2. */
@Timeout(60)
final class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String TCP4 = SIGNATURE + "21" + "11" + "000c" + "cb007101" + "c0000201" + "dea8" + "22b8";
    private static final String TCP6 = SIGNATURE + "21" + "21" + "0024" + "20010db8000000000000000000000001"
        + "20010db8000000000000000000000002" + "ffff" + "01bb";
    private static final String ADDRESSES = "cb007101c0000201dea822b8";
    private static final byte[] BEHIND = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** A header with extensions behind addresses of IPv4. */
    private static byte[] extended(String extensions) {
        return bytes(SIGNATURE + "2111" + HexFormat.of().toHexDigits((short) (12 + bytes(extensions).length))
            + ADDRESSES + extensions);
    }

    private static ProxyHeader read(byte[] header) {
        final ProxyHeader reader = new ProxyHeader();
        reader.read(ByteBuffer.wrap(header));
        return reader;
    }

    /** Each way to cut it in two, and byte by byte; with more behind it, which must be left. */
    private static void assertReads(byte[] header, ProxyHeader.State state, String source, int port) {
        final byte[] all = Arrays.copyOf(header, header.length + BEHIND.length);
        System.arraycopy(BEHIND, 0, all, header.length, BEHIND.length);
        for (int cut = 0; cut <= header.length; cut++) {
            final ProxyHeader reader = new ProxyHeader();
            assertEquals(Math.min(cut, header.length), reader.read(ByteBuffer.wrap(all, 0, cut)));
            assertEquals(cut < header.length ? ProxyHeader.State.INCOMPLETE : state, reader.state(), reader.error());
            final ByteBuffer rest = ByteBuffer.wrap(all, cut, all.length - cut);
            assertEquals(header.length - cut, reader.read(rest));
            assertEquals(BEHIND.length, rest.remaining());
            assertResult(reader, state, source, port);
        }
        final ProxyHeader slow = new ProxyHeader();
        for (int at = 0; at < header.length; at++) {
            assertEquals(ProxyHeader.State.INCOMPLETE, slow.state(), slow.error());
            assertEquals(1, slow.read(ByteBuffer.wrap(all, at, 1)));
        }
        assertEquals(0, slow.read(ByteBuffer.wrap(BEHIND)));
        assertResult(slow, state, source, port);
    }

    private static void assertResult(ProxyHeader reader, ProxyHeader.State state, String source, int port) {
        assertEquals(state, reader.state(), reader.error());
        assertEquals(source, reader.source() == null ? null : reader.source().toString());
        assertEquals(port, reader.sourcePort());
        assertNull(reader.error());
    }

    @Test
    void shouldReadWhoIsBehind() {
        assertReads(bytes(TCP4), ProxyHeader.State.PROXIED, "203.0.113.1", 57_000);
        assertReads(bytes(TCP6), ProxyHeader.State.PROXIED, "2001:db8::1", 65_535);
    }

    @ParameterizedTest
    @CsvSource({
        "20 00 0000, a check without addresses", "20 11 000c " + ADDRESSES + ", a check with addresses",
        "20 ff 0003 ffffff, a check of what nobody knows", "21 00 0000, an unspecified protocol",
        "21 00 0005 0102030405, an unspecified protocol with something behind it",
        "21 12 000c " + ADDRESSES + ", UDP over IPv4", "21 32 0001 00, a socket of Unix"})
    void shouldPassOverWhatNamesNoClient(String header, String what) {
        assertReads(bytes(SIGNATURE + header), ProxyHeader.State.LOCAL, null, 0);
    }

    @Test
    void shouldPassOverExtensions() {
        assertReads(extended("01 0002 6832"), ProxyHeader.State.PROXIED, "203.0.113.1", 57_000);
        assertReads(extended("04 0000 ee 0003 010203 20 0005 0100000000"), ProxyHeader.State.PROXIED, "203.0.113.1",
            57_000);
        final byte[] longest = extended("04 0fe1" + "00".repeat(ProxyHeader.LIMIT_BYTES - 16 - 12 - 3));
        assertEquals(ProxyHeader.LIMIT_BYTES, longest.length);
        assertEquals(ProxyHeader.State.PROXIED, read(longest).state());
    }

    @Test
    void shouldVerifyAChecksum() {
        final byte[] header = extended("04 0001 00 03 0004 00000000 ee 0001 07");
        final int at = header.length - 8;
        final CRC32C checksum = new CRC32C();
        checksum.update(header);
        ByteBuffer.wrap(header).putInt(at, (int) checksum.getValue());
        assertReads(header, ProxyHeader.State.PROXIED, "203.0.113.1", 57_000);
        for (int i = 16; i < header.length; i++) {
            if (i == at - 3) {
                // With another type it is no checksum.
                continue;
            }
            header[i] ^= 0x10;
            assertEquals(ProxyHeader.State.BAD, read(header).state(), "byte " + i);
            header[i] ^= 0x10;
        }
        header[header.length - 1]++;
        assertEquals("the checksum of the PROXY protocol header is wrong: it was damaged on its way",
            read(header).error());
    }

    @Test
    void shouldKnowTheChecksumThatOthersCompute() {
        // Castagnoli's polynomial bit by bit, as RFC 4960 appendix B has it, and not the JDK's table.
        final byte[] header = extended("03 0004 00000000");
        int crc = ~0;
        for (final byte b : header) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ (crc & 1) * 0x82F63B78;
            }
        }
        ByteBuffer.wrap(header).putInt(header.length - 4, ~crc);
        assertEquals(ProxyHeader.State.PROXIED, read(header).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"03 0003 000000", "03 0005 0000000000", "03 0004 00000000 03 0004 00000000"})
    void shouldRefuseChecksumsThatCanNotBe(String extensions) {
        assertEquals("the PROXY protocol header must have at most one checksum, of 4 bytes",
            read(extended(extensions)).error());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "01 00", "01 0001", "01 0003 0102", "04 0000 ff ffff 00"})
    void shouldRefuseExtensionsBeyondTheEnd(String extensions) {
        final String error = read(extended(extensions)).error();
        assertTrue(error.endsWith(", goes beyond the header's end"), error);
    }

    @Test
    void shouldRefuseVersion1AsSoonAsItIsKnown() {
        final byte[] version1 = "PROXY TCP4 203.0.113.1 192.0.2.1 57000 8888\r\n".getBytes(StandardCharsets.US_ASCII);
        final ProxyHeader reader = new ProxyHeader();
        assertEquals(5, reader.read(ByteBuffer.wrap(version1, 0, 5)));
        assertEquals(ProxyHeader.State.INCOMPLETE, reader.state());
        reader.read(ByteBuffer.wrap(version1, 5, 1));
        assertEquals("the PROXY protocol header is of version 1; have the load balancer send version 2 (in HAProxy: "
            + "send-proxy-v2)", reader.error());
    }

    @ParameterizedTest
    @ValueSource(strings = {"474554202f", "160301", "505249202a20", "50524f585958", "0d0a0d0b",
        "0d0a0d0a000d0a515549540b", "00"})
    void shouldRefuseWhatIsNoHeaderAtTheFirstWrongByte(String hex) {
        final byte[] bytes = bytes(hex);
        final ProxyHeader reader = read(bytes);
        assertEquals("the connection does not begin with a PROXY protocol header; have the load balancer send version "
            + "2 of it, or set gateway.proxyProtocol = false", reader.error());
        assertEquals(ProxyHeader.State.BAD, reader.state());
        assertEquals(0, reader.read(ByteBuffer.wrap(bytes)), "nothing is taken any more");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        11          | version and command of the PROXY protocol header are 0x11; they must be 0x20
        22          | version and command of the PROXY protocol header are 0x22;
        a1          | version and command of the PROXY protocol header are 0xa1;
        2141        | the address family of the PROXY protocol header is 0x41; it must be 0x11
        2110        | the address family of the PROXY protocol header is 0x10;
        2101        | the address family of the PROXY protocol header is 0x01;
        2113        | the address family of the PROXY protocol header is 0x13;
        2111000b    | the PROXY protocol header has room for 11 bytes of addresses, but its address family has 12
        21110000    | the PROXY protocol header has room for 0 bytes of addresses, but its address family has 12
        21210023    | the PROXY protocol header has room for 35 bytes of addresses, but its address family has 36
        21110ff1    | the PROXY protocol header has 4097 bytes; it may have at most 4096
        2000ffff    | the PROXY protocol header has 65551 bytes; it may have at most 4096
        """)
    void shouldSayWhatIsWrongAtOnce(String head, String expected) {
        final ProxyHeader reader = read(bytes(SIGNATURE + head));
        assertEquals(ProxyHeader.State.BAD, reader.state());
        assertTrue(reader.error().startsWith(expected), reader.error());
    }

    @Test
    void shouldReadOrRefuseWhateverComes() {
        final long seed = System.nanoTime();
        System.out.println("ProxyHeaderTest seed " + seed);
        final Random random = new Random(seed);
        final byte[][] good = {bytes(TCP4), bytes(TCP6), bytes(SIGNATURE + "20000000"),
            extended("01 0002 6832 04 0003 000000"), extended("03 0004 00000000")};
        final int[] counts = new int[ProxyHeader.State.values().length];
        for (int i = 0; i < 100_000; i++) {
            final byte[] bytes = Arrays.copyOf(good[random.nextInt(good.length)], 16 + random.nextInt(80));
            for (int n = random.nextInt(4); n > 0; n--) {
                bytes[12 + random.nextInt(random.nextBoolean() ? 4 : bytes.length - 12)] = (byte) random.nextInt();
            }
            final ProxyHeader whole = read(bytes);
            final ProxyHeader parts = new ProxyHeader();
            for (int at = 0; at < bytes.length;) {
                final int length = Math.min(bytes.length - at, 1 + random.nextInt(20));
                parts.read(ByteBuffer.wrap(bytes, at, length));
                at += length;
            }
            final String what = "seed " + seed + ": " + HexFormat.of().formatHex(bytes);
            assertEquals(whole.state(), parts.state(), what);
            assertEquals(whole.source(), parts.source(), what);
            assertEquals(whole.error(), parts.error(), what);
            assertEquals(whole.state() == ProxyHeader.State.PROXIED, whole.source() != null, what);
            if (whole.state() == ProxyHeader.State.BAD) {
                assertNotNull(whole.error(), what);
            }
            counts[whole.state().ordinal()]++;
        }
        for (final ProxyHeader.State state : ProxyHeader.State.values()) {
            assertTrue(counts[state.ordinal()] > 100, () -> state + " came " + counts[state.ordinal()] + " times");
        }
    }
}
