package io.tickwire.gateway.proxy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1", "0.0.0.0, 0.0.0.0", "255.255.255.255, 255.255.255.255",
        "::ffff:192.0.2.1, 192.0.2.1", "::FFFF:C000:201, 192.0.2.1",
        "::, ::", "::1, ::1", "1::, 1::", "2001:DB8:0:0:0:0:0:1, 2001:db8::1", "2001:db8::1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "0:0:1:2:3:4:5:6, ::1:2:3:4:5:6", "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::", "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221", "::ffff:0:1.2.3.4, ::ffff:0:102:304"})
    void shouldReadAndWriteAddresses(String text, String expected) {
        assertEquals(expected, IpAddress.parse(text).toString());
        assertEquals(IpAddress.parse(text), IpAddress.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4.", " 1.2.3.4", "1.2.3.-4",
        "localhost", "a", "::1%eth0", "[::1]", "1::2::3", ":", ":::", "12345::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
        "g::", ".:", "::1.2.3", "a:b", "1.2.3.4:5", "0x1.2.3.4", "\u0661.2.3.4"})
    void shouldRefuseWhatIsNoAddress(String text) {
        assertNull(IpAddress.parse(text));
    }

    @Test
    void shouldReadEveryAddressThatTheJdkWrites() throws UnknownHostException {
        final long seed = System.nanoTime();
        System.out.println("IpAddressTest seed " + seed);
        final Random random = new Random(seed);
        final Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            final byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            for (int at = random.nextInt(4) * 2; at < bytes.length && random.nextInt(4) > 0; at++) {
                bytes[at] = 0;
            }
            final InetAddress jdk = InetAddress.getByAddress(bytes);
            final IpAddress address = IpAddress.of(jdk);
            assertEquals(address, IpAddress.of(ByteBuffer.wrap(bytes)), () -> "seed " + seed);
            assertEquals(address, IpAddress.parse(jdk.getHostAddress()), () -> "seed " + seed);
            assertEquals(address, IpAddress.parse(address.toString()), () -> "seed " + seed + " " + address);
            assertEquals(jdk, InetAddress.getByName(address.toString()), () -> "seed " + seed + " " + address);
            hashes.add(new IpAddress(i, 0).hashCode() & 0xFFFF);
        }
        assertTrue(hashes.size() > 15_000, "the hashes of neighbours differ, " + hashes.size());
        assertThrows(IllegalArgumentException.class, () -> IpAddress.of(ByteBuffer.allocate(5)));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::", "::1, ::", "2001:db8::, 2001:db8::"})
    void shouldTakeAnIpV6NetworkForOne(String address, String expected) {
        assertEquals(IpAddress.parse(expected), IpAddress.parse(address).network());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true", "10.0.0.0/8, 11.0.0.0, false", "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "192.0.2.1, 192.0.2.1, true", "192.0.2.1, 192.0.2.0, false", "192.0.2.2/31, 192.0.2.3, true",
        "192.0.2.2/31, 192.0.2.4, false", "0.0.0.0/0, 203.0.113.9, true", "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true", "::/0, 203.0.113.9, false", "::ffff:10.0.0.0/104, 10.9.9.9, true",
        "2001:db8::/32, 2001:db8:ffff::1, true", "2001:db8::/32, 2001:db9::, false", "2001:db8::1, 2001:db8::1, true",
        "2001:db8::1, 2001:db8::2, false", "2001:db8::/64, 2001:db8:0:0:ffff::, true",
        "2001:db8::/64, 2001:db8:0:1::, false", "2001:db8::8000:0:0:0/65, 2001:db8::8000:0:0:1, true",
        "2001:db8::8000:0:0:0/65, 2001:db8::7fff:0:0:1, false", "::1/128, ::1, true", "::1/128, ::, false"})
    void shouldTrustWhatIsInARange(String range, String address, boolean isTrusted) {
        assertEquals(isTrusted,
            new TrustedAddresses(List.of("198.51.100.7", range)).contains(IpAddress.parse(address)));
    }

    @Test
    void shouldTrustNobodyByDefault() {
        assertFalse(new TrustedAddresses(List.of()).contains(IpAddress.parse("127.0.0.1")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        balancer        | 'balancer' is no address and no range of addresses; write for example
        10.0.0/8        | '10.0.0/8' is no address and no range of addresses; write for example
        [::1]           | '[::1]' is no address and no range of addresses; write for example
        10.0.0.0/33     | '10.0.0.0/33' must have a whole number from 0 to 32 behind the slash: how many bits count
        ::/129          | '::/129' must have a whole number from 0 to 128 behind the slash: how many bits count
        10.0.0.0/       | '10.0.0.0/' must have a whole number from 0 to 32
        10.0.0.0/-1     | '10.0.0.0/-1' must have a whole number from 0 to 32
        10.0.0.0/08     | '10.0.0.0/08' must have a whole number from 0 to 32
        10.0.0.0/8/8    | '10.0.0.0/8/8' must have a whole number from 0 to 32
        10.1.2.3/8      | '10.1.2.3/8' has bits set that do not count; write 10.0.0.0/8, or 10.1.2.3 for the one address
        2001:db8::1/32  | '2001:db8::1/32' has bits set that do not count; write 2001:db8::/32, or 2001:db8::1 for
        ::ffff:0:0/90   | '::ffff:0:0/90' has bits set that do not count; write ::ffc0:0:0/90, or 0.0.0.0
        """)
    void shouldSayWhatIsWrongWithARange(String range, String expected) {
        final String message = assertThrows(IllegalArgumentException.class,
            () -> new TrustedAddresses(List.of(range))).getMessage();
        assertTrue(message.startsWith(expected), message);
    }
}
