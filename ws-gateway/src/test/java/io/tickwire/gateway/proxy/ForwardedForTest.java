package io.tickwire.gateway.proxy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Collections;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(20)
final class ForwardedForTest {
    private static final ForwardedFor FORWARDED = new ForwardedFor(new TrustedAddresses(
        List.of("10.0.0.0/8", "2001:db8:1::/48")));

    private static String client(String peer, String... values) {
        return FORWARDED.client(IpAddress.parse(peer), List.of(values)).toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        192.0.2.9    | 203.0.113.1                             | 192.0.2.9
        10.0.0.1     | ''                                      | 10.0.0.1
        10.0.0.1     | 203.0.113.1                             | 203.0.113.1
        10.0.0.1     | 198.51.100.1, 203.0.113.1               | 203.0.113.1
        10.0.0.1     | 203.0.113.1, 10.0.0.2,10.0.0.3          | 203.0.113.1
        10.0.0.1     | 10.0.0.3, 10.0.0.2                      | 10.0.0.3
        10.0.0.1     | ::ffff:203.0.113.1                      | 203.0.113.1
        10.0.0.1     | 203.0.113.1:5678, 10.0.0.2:80           | 203.0.113.1
        10.0.0.1     | 2001:db8:2::1, [2001:db8:1::1]:443      | 2001:db8:2::1
        10.0.0.1     | [2001:db8:2::1]:65535                   | 2001:db8:2::1
        10.0.0.1     | [2001:db8:2::1]                         | 2001:db8:2::1
        10.0.0.1     | 203.0.113.1, unknown, 10.0.0.2          | 10.0.0.2
        10.0.0.1     | 203.0.113.1, unknown                    | 10.0.0.1
        10.0.0.1     | 203.0.113.1, 10.0.0.2x, 10.0.0.3        | 10.0.0.3
        10.0.0.1     | 203.0.113.1, [2001:db8:1::1, 10.0.0.3   | 10.0.0.3
        10.0.0.1     | 203.0.113.1, [10.0.0.9], 10.0.0.3       | 10.0.0.3
        10.0.0.1     | 203.0.113.1, [], 10.0.0.3               | 10.0.0.3
        10.0.0.1     | 203.0.113.1, 10.0.0.2:, 10.0.0.3        | 10.0.0.3
        10.0.0.1     | 203.0.113.1, 10.0.0.2:x, 10.0.0.3       | 10.0.0.3
        10.0.0.1     | 203.0.113.1, [2001:db8:1::1]80          | 10.0.0.1
        10.0.0.1     | 203.0.113.1, , 10.0.0.2,                | 203.0.113.1
        10.0.0.1     | ,203.0.113.1                            | 203.0.113.1
        """)
    void shouldFindTheLastThatIsNotTrusted(String peer, String value, String expected) {
        assertEquals(expected, client(peer, value));
    }

    @Test
    void shouldTakeSeveralFieldsForOneList() {
        assertEquals("203.0.113.2",
            client("10.0.0.1", "203.0.113.1, 203.0.113.2", "10.0.0.3", "", "10.0.0.4, 10.0.0.5"));
        assertEquals("10.0.0.1", FORWARDED.client(IpAddress.parse("10.0.0.1"), List.of()).toString());
    }

    @Test
    void shouldLookAtSoManyHopsOnly() {
        final String others = String.join(",", Collections.nCopies(ForwardedFor.HOP_LIMIT - 1, "10.0.0.2"));
        assertEquals("203.0.113.1", client("10.0.0.1", "203.0.113.1," + others));
        assertEquals("10.0.0.2", client("10.0.0.1", "203.0.113.1,10.0.0.2," + others));
        assertEquals("10.0.0.2", client("10.0.0.1", "203.0.113.1," + ",".repeat(100_000) + "10.0.0.2"));
    }

    @Test
    void shouldFindAnAddressWhateverComes() {
        final long seed = System.nanoTime();
        System.out.println("ForwardedForTest seed " + seed);
        final Random random = new Random(seed);
        final String atoms = "[]:.,, %/x1fF0\"\t\u00e9";
        for (int i = 0; i < 20_000; i++) {
            final StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(atoms.charAt(random.nextInt(atoms.length())));
            }
            try {
                client("10.0.0.1", text.toString(), "10.0.0.2, " + text);
            } catch (final RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }
}
