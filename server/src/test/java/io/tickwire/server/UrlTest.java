package io.tickwire.server;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Addresses as a client takes them. */
@Timeout(30)
final class UrlTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1:8800,127.0.0.1:8800", "::1,[::1]:8800,[::1]:8800",
        "2001:db8::7,[2001:db8::7]:8800,[2001:db8::7]:8800", "feed.example,feed.example:8800,feed.example:8800",
        "0.0.0.0,0.0.0.0:8800,127.0.0.1:8800", "::,[::]:8800,[::1]:8800"})
    void shouldPutAnIpv6AddressInBrackets(String host, String authority, String local) {
        assertEquals(authority, Url.authority(host, 8800));
        assertEquals(local, Url.local(host, 8800));
    }
}
