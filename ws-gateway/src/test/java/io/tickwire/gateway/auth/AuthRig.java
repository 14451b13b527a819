package io.tickwire.gateway.auth;

import io.tickwire.config.AuthConfig;
import io.tickwire.config.TokenAlgorithm;
import io.tickwire.gateway.auth.BadToken.Reason;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** A directory with keys and files, authenticators on them, and a time. */
final class AuthRig {
    static final String ISSUER = "https://issuer.test/";
    static final String AUDIENCE = "tickwire";
    static final long SECOND_NS = 1_000_000_000L;
    static final long SKEW_NS = 30 * SECOND_NS;
    static final long NOW_S = 1_795_530_600L;
    static final long NOW_NS = NOW_S * SECOND_NS;
    static final byte[] SECRET = "a secret of more than 32 bytes, with spaces".getBytes(StandardCharsets.US_ASCII);

    final Path directory;
    final List<Throwable> errors = new ArrayList<>();
    private Path revocations;
    private Path entitlements;

    AuthRig(Path directory) {
        this.directory = directory;
        write("secret", new String(SECRET, StandardCharsets.US_ASCII));
    }

    AuthRig revocations(String text) {
        revocations = write("revoked", text);
        return this;
    }

    AuthRig entitlements(String text) {
        entitlements = write("entitlements.json", text);
        return this;
    }

    /** Another authenticator; its secret is {@link #SECRET}. */
    Authenticator hmac() {
        return with(TokenAlgorithm.HS256, directory.resolve("secret"));
    }

    Authenticator with(TokenAlgorithm algorithm, Path keyFile) {
        return new Authenticator(new AuthConfig(true, algorithm, keyFile, ISSUER, AUDIENCE, SKEW_NS, 5 * SECOND_NS,
            60 * SECOND_NS, revocations, entitlements), errors::add);
    }

    /** Make keys in a directory of their own. */
    Path keys(TokenAlgorithm algorithm, String name) {
        final Path keys = directory.resolve(name);
        try {
            new NewKeys(algorithm, algorithm == TokenAlgorithm.HS256 ? null : name).write(keys);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys;
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TokenOrder order(String keyId) {
        return new TokenOrder("alice", ISSUER, AUDIENCE, NOW_NS, NOW_NS + 3_600 * SECOND_NS, "id-1", keyId, null);
    }

    /** Good claims in JSON. */
    static String claims() {
        return "{\"iss\":\"" + ISSUER + "\",\"aud\":\"tickwire\",\"sub\":\"alice\",\"jti\":\"id-1\",\"exp\":"
            + (NOW_S + 3_600) + "}";
    }

    /** Good claims, with one text of them replaced. */
    static String claims(String old, String now) {
        final String changed = claims().replace(old, now);
        assertFalse(changed.equals(claims()), old + " is not in the claims");
        return changed;
    }

    /** A token that the authenticator of {@link #hmac} takes, if the claims are good. */
    static String hmacToken(String claims) {
        return RawToken.hmac(RawToken.HS256, claims, SECRET);
    }

    static BadToken assertRefused(Reason reason, Authenticator authenticator, String token) {
        final BadToken bad = assertThrows(BadToken.class, () -> authenticator.authenticate(token, NOW_NS));
        assertEquals(reason, bad.reason(), bad.getMessage());
        return bad;
    }
}
