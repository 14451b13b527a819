package io.tickwire.gateway.auth;

import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.gateway.auth.BadToken.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import static io.tickwire.gateway.auth.AuthRig.NOW_NS;
import static io.tickwire.gateway.auth.AuthRig.NOW_S;
import static io.tickwire.gateway.auth.AuthRig.SECOND_NS;
import static io.tickwire.gateway.auth.AuthRig.SKEW_NS;
import static io.tickwire.gateway.auth.AuthRig.assertRefused;
import static io.tickwire.gateway.auth.AuthRig.claims;
import static io.tickwire.gateway.auth.AuthRig.hmacToken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class ClaimsTest {
    private Authenticator authenticator;

    @BeforeEach
    void open(@TempDir Path directory) {
        authenticator = new AuthRig(directory).hmac();
    }

    @Test
    void shouldGrantWhatTheTokenSays() throws BadToken {
        assertEquals(new Grant("alice", "id-1", (NOW_S + 3_600) * SECOND_NS, Entitlement.EVERYTHING, false),
            authenticator.authenticate(hmacToken(claims()), NOW_NS));
        assertNull(grant(claims("\"jti\":\"id-1\",", "")).tokenId());
        assertEquals("alice", grant(claims("\"tickwire\"", "[\"x\",\"tickwire\"]")).subject());
        assertEquals((NOW_S + 3_600) * SECOND_NS + SECOND_NS / 2,
            grant(claims("" + (NOW_S + 3_600), NOW_S + 3_600 + ".5")).expiresAtNs(), 1_000);
        assertEquals(Long.MAX_VALUE, grant(claims("" + (NOW_S + 3_600), "1e300")).expiresAtNs());
    }

    @Test
    void shouldRefuseAnExpiredTokenOnceTheSkewIsOver() throws BadToken {
        final String token = hmacToken(claims("" + (NOW_S + 3_600), "" + NOW_S));
        final long endNs = NOW_NS + SKEW_NS;
        final Grant grant = authenticator.authenticate(token, endNs - 1);
        assertEquals(Standing.VALID, authenticator.standing(grant, endNs - 1));
        assertEquals(Standing.EXPIRED, authenticator.standing(grant, endNs));
        final BadToken bad = assertThrows(BadToken.class, () -> authenticator.authenticate(token, endNs));
        assertEquals(Reason.EXPIRED, bad.reason());
        assertTrue(bad.getMessage().contains("get a new one"), bad.getMessage());
        assertRefused(Reason.EXPIRED, authenticator, hmacToken(claims("" + (NOW_S + 3_600), "-1e300")));
    }

    @Test
    void shouldRefuseATokenThatIsNotYetValidUnlessWithinTheSkew() throws BadToken {
        assertEquals("alice", grant(claims("{", "{\"nbf\":" + (NOW_S + 30) + ",")).subject());
        assertRefused(Reason.NOT_YET_VALID, authenticator,
            hmacToken(claims("{", "{\"nbf\":" + (NOW_S + 31) + ",")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u00a7', textBlock = """
        WRONG_AUDIENCE | "tickwire"                | "Tickwire"
        WRONG_AUDIENCE | "tickwire"                | ["a","b"]
        WRONG_AUDIENCE | "tickwire"                | []
        WRONG_AUDIENCE | "tickwire"                | {"tickwire":1}
        WRONG_AUDIENCE | "aud":                    | "oud":
        WRONG_ISSUER   | "https://issuer.test/"    | "https://issuer.test"
        WRONG_ISSUER   | "https://issuer.test/"    | ["https://issuer.test/"]
        WRONG_ISSUER   | "iss":                    | "ass":
        NO_SUBJECT     | "sub":                    | "sup":
        NO_SUBJECT     | "alice"                   | ""
        NO_SUBJECT     | "alice"                   | 5
        MALFORMED      | "alice"                   | "alice "
        MALFORMED      | "alice"                   | "al\\nice"
        MALFORMED      | "alice"                   | "\\ud800"
        MALFORMED      | "alice"                   | "al #ice"
        MALFORMED      | "id-1"                    | ""
        MALFORMED      | "id-1"                    | 1
        MALFORMED      | "exp":                    | "exq":
        MALFORMED      | "exp":                    | "exp":"soon","x":
        MALFORMED      | "exp":                    | "exp":null,"x":
        MALFORMED      | "exp":                    | "sub":"bob","exp":
        MALFORMED      | "exp":                    | "nbf":true,"exp":
        MALFORMED      | "exp":                    | "x":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]],"exp":
        MALFORMED      | {                         | [{
        """)
    void shouldRefuseWrongClaims(Reason reason, String old, String now) {
        assertRefused(reason, authenticator, hmacToken(claims(old, now)));
    }

    @Test
    void shouldSayWhatWouldBeRight() {
        assertEquals("the token's aud must be 'tickwire', or a list with it",
            assertRefused(Reason.WRONG_AUDIENCE, authenticator, hmacToken(claims("tickwire", "x"))).getMessage());
        assertEquals("the token's iss must be 'https://issuer.test/'",
            assertRefused(Reason.WRONG_ISSUER, authenticator, hmacToken(claims("https", "http"))).getMessage());
        assertEquals(0, assertRefused(Reason.MALFORMED, authenticator, "x").getStackTrace().length);
    }

    @Test
    void shouldTakeTheTokensOwnEntitlement() throws BadToken {
        final Grant grant = grant(entitled("{\"symbols\":[\"BTC*\",\"IBM@Q\"],\"modes\":[\"conflated\"],"
            + "\"maxRate\":10,\"connections\":3}"));
        assertTrue(grant.entitledByToken());
        assertEquals(new Entitlement(List.of(SymbolPattern.parse("BTC*"), SymbolPattern.parse("IBM@Q")),
            Set.of(DeliveryMode.CONFLATED), 10, 3), grant.entitlement());
        assertEquals(new Entitlement(List.of(), Set.of(DeliveryMode.values()), 0, 0),
            grant(entitled("{\"symbols\":[]}")).entitlement());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"all\"", "{}", "{\"symbols\":\"BTC*\"}", "{\"symbols\":[5]}",
        "{\"symbols\":[\"\"]}", "{\"symbols\":[\"a@@b\"]}", "{\"symbols\":[\"A@B@C\"]}", "{\"symbols\":[null]}",
        "{\"symbols\":[],\"modes\":\"all\"}", "{\"symbols\":[],\"modes\":[\"ALL\"]}", "{\"symbols\":[],\"modes\":{}}",
        "{\"symbols\":[],\"modes\":null}", "{\"symbols\":[],\"maxRate\":-1}", "{\"symbols\":[],\"maxRate\":1001}",
        "{\"symbols\":[],\"maxRate\":1.5}", "{\"symbols\":[],\"maxRate\":\"1\"}",
        "{\"symbols\":[],\"connections\":9999999999}", "{\"symbols\":[],\"maxrate\":1}"})
    void shouldRefuseAMalformedEntitlement(String entitlement) {
        final BadToken bad = assertRefused(Reason.MALFORMED, authenticator, hmacToken(entitled(entitlement)));
        assertTrue(bad.getMessage().startsWith("the token's entitlements"), bad.getMessage());
    }

    private Grant grant(String claims) throws BadToken {
        return authenticator.authenticate(hmacToken(claims), NOW_NS);
    }

    private static String entitled(String entitlement) {
        return claims("\"exp\":", "\"entitlements\":" + entitlement + ",\"exp\":");
    }
}
