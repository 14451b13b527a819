package io.tickwire.gateway.auth;

import io.tickwire.config.TokenAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Random;

import static io.tickwire.gateway.auth.AuthRig.NOW_NS;
import static io.tickwire.gateway.auth.AuthRig.SECRET;
import static io.tickwire.gateway.auth.AuthRig.claims;
import static io.tickwire.gateway.auth.AuthRig.order;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever a client sends is a good token or a BadToken. */
@Timeout(60)
final class AuthenticatorFuzzTest {
    private static final int TOKENS = 6_000;
    private static final String[] ATOMS = {"\"alg\"", "\"HS256\"", "\"kid\"", "\"crit\"", "\"b64\"", "\"exp\"",
        "\"sub\"", "\"aud\"", "\"iss\"", "\"jti\"", "\"nbf\"", "\"entitlements\"", "\"symbols\"", "\"modes\"",
        "\"maxRate\"", "\"*\"", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "0", "-1", "1e400", "1e99999999999",
        "9223372036854775808", "-9223372036854775808", "123456789012345678901234567890", "true", "null", "NaN", "{",
        "}", "[", "]", ",", ":", "\"", "\\", " ", "\u20ac", "\u0000", "\n"};
    private static final String CHARACTERS = "ABab01-_.=+/ \u0000\u20ac{}";

    @Test
    void shouldGrantOrRefuseWhateverComes(@TempDir Path directory) {
        final long seed = System.nanoTime();
        System.out.println("AuthenticatorFuzzTest seed " + seed);
        final Random random = new Random(seed);
        final AuthRig rig = new AuthRig(directory);
        final Path keys = rig.keys(TokenAlgorithm.ES256, "keys");
        final Authenticator hmac = rig.hmac();
        final Authenticator ecdsa = rig.with(TokenAlgorithm.ES256, keys.resolve("public.pem"));
        final String signed = new TokenMint(TokenAlgorithm.ES256, keys.resolve("private.pem")).mint(order(null));
        final String good = AuthRig.hmacToken(claims());
        int grants = 0;
        for (int i = 0; i < TOKENS; i++) {
            final String token = switch (i % 5) {
                case 0 -> RawToken.hmac(RawToken.HS256, damaged(claims(), ATOMS, random), SECRET);
                case 1 -> RawToken.hmac(damaged(RawToken.HS256, ATOMS, random), claims(), SECRET);
                case 2 -> RawToken.hmac(RawToken.HS256, soup(random), SECRET);
                case 3 -> damaged(good, CHARACTERS.split(""), random);
                default -> damaged(signed, CHARACTERS.split(""), random);
            };
            try {
                (i % 5 == 4 ? ecdsa : hmac).authenticate(token, NOW_NS);
                grants++;
                assertTrue(i % 5 < 2, "granted though it was damaged");
            } catch (final BadToken expected) {
                assertTrue(expected.getMessage().startsWith("the token"), expected.getMessage());
            } catch (final RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", token " + i + ": " + token, e);
            }
        }
        assertTrue(grants > TOKENS / 1_000, grants + " tokens were granted");
        assertTrue(grants < TOKENS / 2, grants + " tokens were granted");
    }

    private static String soup(Random random) {
        final StringBuilder text = new StringBuilder("{");
        for (int n = random.nextInt(20); n > 0; n--) {
            text.append(ATOMS[random.nextInt(ATOMS.length)]);
        }
        return text.toString();
    }

    /** Always another text than the one given. */
    private static String damaged(String text, String[] parts, Random random) {
        final StringBuilder damaged = new StringBuilder(text);
        do {
            for (int n = 1 + random.nextInt(2); n > 0; n--) {
                final int from = random.nextInt(damaged.length());
                final int length = random.nextInt(3) == 0 ? random.nextInt(12) : random.nextInt(2);
                damaged.replace(from, Math.min(damaged.length(), from + length), parts[random.nextInt(parts.length)]);
            }
        } while (damaged.toString().equals(text));
        return damaged.toString();
    }
}
