package io.tickwire.gateway.auth;

import io.tickwire.config.TokenAlgorithm;
import io.tickwire.gateway.auth.BadToken.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static io.tickwire.gateway.auth.AuthRig.NOW_NS;
import static io.tickwire.gateway.auth.AuthRig.SECRET;
import static io.tickwire.gateway.auth.AuthRig.assertRefused;
import static io.tickwire.gateway.auth.AuthRig.claims;
import static io.tickwire.gateway.auth.AuthRig.hmacToken;
import static io.tickwire.gateway.auth.AuthRig.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

@Timeout(60)
final class SignatureTest {
    @TempDir
    private Path directory;
    private AuthRig rig;

    @BeforeEach
    void open() {
        rig = new AuthRig(directory);
    }

    @ParameterizedTest
    @EnumSource(TokenAlgorithm.class)
    void shouldTakeATokenOfEachAlgorithmAndNoOtherKey(TokenAlgorithm algorithm) throws BadToken {
        final String token = mint(algorithm, rig.keys(algorithm, "a"), null);
        final Grant grant = rig.with(algorithm, verifying(algorithm, "a")).authenticate(token, NOW_NS);
        assertEquals("alice", grant.subject());
        assertEquals("id-1", grant.tokenId());

        rig.keys(algorithm, "b");
        assertRefused(Reason.BAD_SIGNATURE, rig.with(algorithm, verifying(algorithm, "b")), token);
    }

    @ParameterizedTest
    @EnumSource(TokenAlgorithm.class)
    void shouldTakeOnlyThePinnedAlgorithm(TokenAlgorithm pinned) {
        rig.keys(pinned, "pinned");
        final Authenticator authenticator = rig.with(pinned, verifying(pinned, "pinned"));
        for (final TokenAlgorithm other : TokenAlgorithm.values()) {
            if (other != pinned) {
                assertRefused(Reason.WRONG_ALGORITHM, authenticator,
                    mint(other, rig.keys(other, "of" + other), null));
            }
        }
        for (final String name : new String[] {"none", "None", "nOnE", "HS512", "hs256", "PBES2-HS256+A128KW", ""}) {
            final String header = "{\"alg\":\"" + name + "\"}";
            assertRefused(Reason.WRONG_ALGORITHM, authenticator, RawToken.unsigned(header, claims()));
            assertRefused(Reason.WRONG_ALGORITHM, authenticator, RawToken.hmac(header, claims(), SECRET));
        }
    }

    @Test
    void shouldNeverTakeAPublicKeyForASecret() throws IOException, BadContent {
        rig.keys(TokenAlgorithm.RS256, "rsa");
        final Path publicKey = verifying(TokenAlgorithm.RS256, "rsa");
        final byte[] pem = Files.readAllBytes(publicKey);
        final byte[] der = PemText.of(pem).der();
        final Authenticator authenticator = rig.with(TokenAlgorithm.RS256, publicKey);
        for (final byte[] secret : new byte[][] {pem, der}) {
            assertRefused(Reason.WRONG_ALGORITHM, authenticator, RawToken.hmac(RawToken.HS256, claims(), secret));
            assertRefused(Reason.BAD_SIGNATURE, authenticator,
                RawToken.hmac("{\"alg\":\"RS256\"}", claims(), secret));
            final Path file = Files.write(directory.resolve("public"), secret);
            assertThrows(BadAuthFile.class, () -> rig.with(TokenAlgorithm.HS256, file));
        }
    }

    @ParameterizedTest
    @EnumSource(TokenAlgorithm.class)
    void shouldRefuseATokenCutAtAnyLength(TokenAlgorithm algorithm) {
        final String token = mint(algorithm, rig.keys(algorithm, "a"), null);
        final Authenticator authenticator = rig.with(algorithm, verifying(algorithm, "a"));
        for (int length = 0; length < token.length(); length++) {
            final String cut = token.substring(0, length);
            assertThrows(BadToken.class, () -> authenticator.authenticate(cut, NOW_NS), "cut at " + length);
        }
    }

    @Test
    void shouldRefuseALongTokenBeforeItLooksAtIt() {
        final Authenticator authenticator = rig.hmac();
        assertRefused(Reason.TOO_LONG, authenticator, ".".repeat(100_000));
        assertRefused(Reason.TOO_LONG, authenticator, hmacToken(claims("alice", "a".repeat(100_000))));
        final String limit = "a".repeat(Authenticator.TOKEN_LIMIT_BYTES);
        assertRefused(Reason.MALFORMED, authenticator, limit);
        assertRefused(Reason.TOO_LONG, authenticator, limit + "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.c.d", "a.b.c.d.e", "e30.e30.e30", "e30=.e30.e30", "e.e.e",
        "\u20ac.b.c", "a.b.c\n", " a.b.c", "Bearer a.b.c"})
    void shouldRefuseWhatIsNoToken(String token) {
        assertRefused(Reason.MALFORMED, rig.hmac(), token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "\"HS256\"", "{\"alg\":5}", "{\"alg\":null}", "{\"alg\":[\"HS256\"]}",
        "{\"alg\":\"none\",\"alg\":\"HS256\"}", "{\"alg\":\"HS256\"}{}", "{\"alg\":\"HS256\",\"kid\":5}",
        "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}", "{\"alg\":\"HS256\",\"b64\":false}",
        "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}", "{\"alg\":\"HS256\",\"zip\":\"DEF\"}", "{\"alg\":\"HS256\""})
    void shouldRefuseAWrongHeader(String header) {
        assertRefused(Reason.MALFORMED, rig.hmac(), RawToken.hmac(header, claims(), SECRET));
    }

    @Test
    void shouldTakeOneWayToWriteAToken() throws BadToken {
        final Authenticator authenticator = rig.hmac();
        final String token = hmacToken(claims());
        assertEquals("alice", authenticator.authenticate(token, NOW_NS).subject());
        // The last character of 43 for 32 bytes has two bits that mean nothing.
        final String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        final int last = digits.indexOf(token.charAt(token.length() - 1));
        final String other = token.substring(0, token.length() - 1) + digits.charAt(last + 1);
        assertRefused(Reason.MALFORMED, authenticator, other);
    }

    @Test
    void shouldNotRepeatWhatItRefuses() {
        final Authenticator authenticator = rig.hmac();
        for (final String token : new String[] {RawToken.hmac("{\"alg\":MARKED}", claims(), SECRET),
            RawToken.hmac("{\"alg\":\"MARKED\"}", claims(), SECRET), "MARKED", hmacToken("{MARKED"),
            hmacToken(claims("alice", "MARKED ")), hmacToken(claims("tickwire", "MARKED")),
            hmacToken(claims("{", "{\"entitlements\":{\"symbols\":[\"MARKED@@\"]},")),
            hmacToken(claims("{", "{\"entitlements\":{\"MARKED\":1},"))}) {
            final BadToken bad = assertThrows(BadToken.class, () -> authenticator.authenticate(token, NOW_NS));
            assertFalse(bad.getMessage().contains("MARKED"), bad.getMessage());
        }
    }

    private Path verifying(TokenAlgorithm algorithm, String keys) {
        return directory.resolve(keys).resolve(algorithm == TokenAlgorithm.HS256 ? "secret" : "public.pem");
    }

    private static String mint(TokenAlgorithm algorithm, Path keys, String keyId) {
        return new TokenMint(algorithm, keys.resolve(algorithm == TokenAlgorithm.HS256 ? "secret" : "private.pem"))
            .mint(order(keyId));
    }
}
