package io.tickwire.server.cli;

import io.tickwire.config.AuthConfig;
import io.tickwire.config.TokenAlgorithm;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.gateway.auth.Authenticator;
import io.tickwire.gateway.auth.BadToken;
import io.tickwire.gateway.auth.Entitlement;
import io.tickwire.gateway.auth.Grant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class TokenCommandTest {
    private static final List<String> NAMES = List.of("--subject", "alice", "--issuer", "me", "--audience", "tickwire",
        "--expires", "1h");

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @EnumSource(TokenAlgorithm.class)
    void shouldMintATokenThatAServerTakes(TokenAlgorithm algorithm) throws IOException, BadToken {
        final boolean isSecret = algorithm == TokenAlgorithm.HS256;
        final Path keys = directory.resolve("keys");
        expect(ExitCode.OK, "", "keys", "--algorithm", algorithm.text(), "--output", keys.toString());
        for (final String file : out.toString().lines().toList()) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))));
        }
        final Path privateKey = keys.resolve(isSecret ? "secret" : "private.pem");
        final Authenticator authenticator = authenticator(algorithm, keys.resolve(isSecret ? "secret" : "public.pem"));

        expect(ExitCode.OK, "", mint(algorithm, privateKey));
        final Grant plain = authenticator.authenticate(out.toString().strip(), nowNs());
        assertEquals(new Grant("alice", null, plain.expiresAtNs(), Entitlement.EVERYTHING, false), plain);
        final long lifeNs = plain.expiresAtNs() - nowNs();
        assertTrue(lifeNs > TimeUnit.MINUTES.toNanos(58) && lifeNs <= TimeUnit.HOURS.toNanos(1), lifeNs + " ns");

        expect(ExitCode.OK, "", mint(algorithm, privateKey, "--id", "x", "--symbols", "BTC*,IBM@Q", "--modes",
            "conflated", "--max-rate", "10", "--connections", "3"));
        assertEquals(new Entitlement(List.of(SymbolPattern.parse("BTC*"), SymbolPattern.parse("IBM@Q")),
            Set.of(DeliveryMode.CONFLATED), 10, 3),
            authenticator.authenticate(out.toString().strip(), nowNs()).entitlement());
    }

    @Test
    void shouldMintForAKeySet() throws BadToken {
        expect(ExitCode.OK, "", "keys", "--algorithm", "ES256", "--output", directory.toString(), "--key-id", "2026");
        assertTrue(out.toString().endsWith("public.json\n"), out.toString());
        final Authenticator authenticator = authenticator(TokenAlgorithm.ES256, directory.resolve("public.json"));
        expect(ExitCode.OK, "", mint(TokenAlgorithm.ES256, directory.resolve("private.pem"), "--key-id", "2026"));
        assertEquals("alice", authenticator.authenticate(out.toString().strip(), nowNs()).subject());
    }

    @Test
    void shouldNeverReplaceAKey() throws IOException {
        final Path file = Files.writeString(directory.resolve("public.pem"), "mine");
        expect(ExitCode.FAILURE, file + " exists already, and a key is never replaced; give another --output", "keys",
            "--algorithm", "EdDSA", "--output", directory.toString());
        assertEquals("mine", Files.readString(file));
        assertFalse(Files.exists(directory.resolve("private.pem")));
    }

    @Test
    void shouldSayWhatIsWrong() {
        final Path secret = directory.resolve("secret");
        expect(ExitCode.OK, "", "keys", "--algorithm", "HS256", "--output", directory.toString());
        expect(ExitCode.USAGE, "say what to do: keys or mint");
        expect(ExitCode.USAGE, "'none' is no algorithm; write HS256", "keys", "--algorithm", "none", "--output", "x");
        expect(ExitCode.USAGE, "--key-id names a public key", "keys", "--algorithm", "HS256", "--output", "x",
            "--key-id", "a");
        expect(ExitCode.USAGE, "'--subject=NAME'", "mint", "--algorithm", "HS256", "--key", secret.toString());
        expect(ExitCode.FAILURE, "the key " + secret + ": is not PEM", mint(TokenAlgorithm.RS256, secret));
        expect(ExitCode.FAILURE, "there is no such file", mint(TokenAlgorithm.RS256, directory.resolve("absent")));
        expectUsage("need --symbols; give --symbols '*' for all", "--max-rate", "5");
        expectUsage("maxRate is 1001; it must be from 0", "--symbols", "A", "--max-rate", "1001");
        expectUsage("connections is -1; it must be from 0", "--symbols", "A", "--connections=-1");
        expectUsage("has more than one '@'", "--symbols", "A@B@C");
        expectUsage("'fast' is no mode; write all, conflated or trade-safe", "--symbols", "A", "--modes", "fast");
        expectUsage("the id (jti) must be a text", "--id", "a ");
        for (final String lifetime : List.of("1", "0s", "1w", "-1h", "36501d", "999999999999d")) {
            expect(ExitCode.USAGE, "'" + lifetime + "' is no lifetime; write", "mint", "--algorithm", "HS256", "--key",
                secret.toString(), "--subject", "a", "--issuer", "b", "--audience", "c", "--expires=" + lifetime);
        }
    }

    private void expectUsage(String message, String... options) {
        expect(ExitCode.USAGE, message, mint(TokenAlgorithm.HS256, directory.resolve("secret"), options));
    }

    private static String[] mint(TokenAlgorithm algorithm, Path key, String... options) {
        final List<String> all = new ArrayList<>(List.of("mint", "--algorithm", algorithm.text(), "--key",
            key.toString()));
        all.addAll(NAMES);
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    private static Authenticator authenticator(TokenAlgorithm algorithm, Path keyFile) {
        return new Authenticator(new AuthConfig(true, algorithm, keyFile, "me", "tickwire", 0, 0, 0, null, null),
            failure -> {
                throw new AssertionError(failure);
            });
    }

    private static long nowNs() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    private void expect(int code, String message, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        final List<String> all = new ArrayList<>(List.of("token"));
        all.addAll(List.of(arguments));
        final int actual = new TickwireCli(Map.of()).output(new PrintWriter(out, true), new PrintWriter(err, true))
            .run(all.toArray(String[]::new));
        assertTrue(err.toString().contains(message), () -> message + " is not in " + err);
        assertEquals(code, actual, err::toString);
    }
}
