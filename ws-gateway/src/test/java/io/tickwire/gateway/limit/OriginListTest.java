package io.tickwire.gateway.limit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class OriginListTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        https://example.com      | https://example.com           | true
        https://example.com      | https://example.com:443       | true
        https://example.com:443  | https://example.com           | true
        http://example.com       | http://example.com:80         | true
        HTTPS://Example.COM      | https://example.com           | true
        https://example.com      | HTTPS://EXAMPLE.com           | true
        https://example.com      | http://example.com            | false
        https://example.com      | https://example.com:80        | false
        https://example.com      | https://example.com:8443      | false
        https://example.com:8443 | https://example.com:8443      | true
        https://example.com      | https://www.example.com       | false
        https://example.com      | https://example.com.          | false
        https://example.com      | https://example.com.evil.org  | false
        https://example.com      | https://example.com@evil.org  | false
        https://example.com      | https://example.com/          | false
        https://example.com      | example.com                   | false
        https://example.com      | null                          | false
        https://*.example.com    | https://a.example.com         | true
        https://*.example.com    | https://A.b.EXAMPLE.com:443   | true
        https://*.example.com    | https://example.com           | false
        https://*.example.com    | https://.example.com          | false
        https://*.example.com    | https://evil-example.com      | false
        https://*.example.com    | https://a.example.com.evil.org | false
        https://*.example.com    | http://a.example.com          | false
        https://*.example.com    | https://a.example.com:444     | false
        http://*.example.com:81  | http://a.example.com:81       | true
        http://[::1]:8080        | http://[0:0::1]:8080          | true
        http://[::1]:8080        | http://[::2]:8080             | false
        http://[::1.2.3.4]       | http://[::102:304]            | true
        app://x                  | app://x                       | true
        app://x                  | app://x:1                     | false
        *                        | https://anything.example      | true
        *                        | null                          | false
        null                     | null                          | true
        null                     | https://example.com           | false
        """)
    void shouldCompareOriginsAsBrowsersDo(String pattern, String origin, boolean isAllowed) {
        assertEquals(isAllowed, new OriginList(List.of(pattern), false).allows(origin));
    }

    @Test
    void shouldAllowWhatAnyOfTheListAllows() {
        final OriginList list = new OriginList(List.of("https://a.example", "https://*.b.example", "null"), false);
        assertTrue(list.allows("https://a.example") && list.allows("https://x.b.example") && list.allows("null"));
        assertFalse(list.allows("https://c.example"));
        assertFalse(new OriginList(List.of(), false).allows("https://a.example"));
    }

    @Test
    void shouldLetProgramsInUnlessAnOriginIsRequired() {
        assertTrue(new OriginList(List.of(), false).allows(null));
        assertFalse(new OriginList(List.of("*"), true).allows(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.com", "https://", "https://example.com/", "https://a@example.com",
        "https://exa mple.com", "https://example.com:0", "https://example.com:65536", "https://example.com:",
        "https://a.*.com", "*.example.com", "https://*", "https://*.[::1]", "https://[::g]",
        "https://b\u00fccher.example"})
    void shouldRefuseWhatIsNoOrigin(String pattern) {
        assertEquals("'" + pattern + "' is no origin; write for example https://example.com, http://localhost:8080, "
            + "https://*.example.com or *, without a path",
            assertThrows(IllegalArgumentException.class, () -> new OriginList(List.of(pattern), false)).getMessage());
    }
}
