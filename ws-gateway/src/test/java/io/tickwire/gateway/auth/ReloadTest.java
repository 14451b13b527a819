package io.tickwire.gateway.auth;

import io.tickwire.config.TokenAlgorithm;
import io.tickwire.gateway.auth.BadToken.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import static io.tickwire.gateway.auth.AuthRig.NOW_NS;
import static io.tickwire.gateway.auth.AuthRig.SECOND_NS;
import static io.tickwire.gateway.auth.AuthRig.assertRefused;
import static io.tickwire.gateway.auth.AuthRig.claims;
import static io.tickwire.gateway.auth.AuthRig.hmacToken;
import static io.tickwire.gateway.auth.AuthRig.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class ReloadTest {
    private AuthRig rig;
    private long nowNs = NOW_NS;

    @BeforeEach
    void open(@TempDir Path directory) {
        rig = new AuthRig(directory);
    }

    @Test
    void shouldTakeARotatedKeyAndDropTheOldOne() throws IOException, BadToken {
        final Path old = rig.keys(TokenAlgorithm.ED_DSA, "old");
        final Path next = rig.keys(TokenAlgorithm.ED_DSA, "next");
        final String oldToken = mint(old, "old");
        final String nextToken = mint(next, "next");
        final Path file = rig.write("keys.json", Files.readString(old.resolve("public.json")));
        final Authenticator authenticator = rig.with(TokenAlgorithm.ED_DSA, file);
        authenticator.authenticate(oldToken, NOW_NS);
        assertRefused(Reason.UNKNOWN_KEY, authenticator, nextToken);

        rig.write("keys.json", both(old, next));
        assertTrue(reload(authenticator));
        authenticator.authenticate(oldToken, NOW_NS);
        authenticator.authenticate(nextToken, NOW_NS);
        assertRefused(Reason.UNKNOWN_KEY, authenticator, mint(next, null));
        assertRefused(Reason.UNKNOWN_KEY, authenticator, mint(next, "other"));
        assertRefused(Reason.BAD_SIGNATURE, authenticator, mint(next, "old"));

        rig.write("keys.json", Files.readString(next.resolve("public.json")));
        assertTrue(reload(authenticator));
        assertRefused(Reason.UNKNOWN_KEY, authenticator, oldToken);
        authenticator.authenticate(mint(next, null), NOW_NS);
        assertFalse(reload(authenticator));
        assertEquals(List.of(), rig.errors);
    }

    @Test
    void shouldRevokeTokensAndSubjects() throws BadToken {
        final Authenticator authenticator = rig.revocations("# nothing yet\n").hmac();
        final Grant alice = authenticator.authenticate(hmacToken(claims()), NOW_NS);
        final Grant nameless = authenticator.authenticate(hmacToken(claims("\"jti\":\"id-1\",", "")), NOW_NS);

        rig.revocations("jti id-1  # lost\r\n\n  jti id-2\n");
        assertTrue(reload(authenticator));
        assertRefused(Reason.REVOKED, authenticator, hmacToken(claims()));
        assertEquals(Standing.REVOKED, authenticator.standing(alice, NOW_NS));
        assertEquals(Standing.VALID, authenticator.standing(nameless, NOW_NS));

        rig.revocations("sub alice\nsub Carol Jones#2");
        assertTrue(reload(authenticator));
        assertEquals(Standing.REVOKED, authenticator.standing(nameless, NOW_NS));
        assertRefused(Reason.REVOKED, authenticator, hmacToken(claims("id-1", "id-9")));
        assertRefused(Reason.REVOKED, authenticator, hmacToken(claims("alice", "Carol Jones#2")));
        authenticator.authenticate(hmacToken(claims("alice", "Alice")), NOW_NS);

        rig.revocations("");
        assertTrue(reload(authenticator));
        assertEquals(Standing.VALID, authenticator.standing(alice, NOW_NS));
    }

    @Test
    void shouldFollowTheEntitlementsFile() throws BadToken {
        final Authenticator authenticator = rig.entitlements(file("\"BTC*\",\"ETH*\"")).hmac();
        final Grant alice = authenticator.authenticate(hmacToken(claims()), NOW_NS);
        assertEquals("[BTC*, ETH*]", alice.entitlement().symbols().toString());
        final Grant bob = authenticator.authenticate(hmacToken(claims("alice", "bob")), NOW_NS);
        assertSame(Entitlement.NOTHING, bob.entitlement());
        final Grant own = authenticator.authenticate(hmacToken(claims("\"exp\":",
            "\"entitlements\":{\"symbols\":[\"X\"]},\"exp\":")), NOW_NS);

        rig.entitlements(file("\"BTC*\",\"ETH*\",\"IBM@Q\""));
        assertTrue(reload(authenticator));
        assertEquals(Standing.VALID, authenticator.standing(alice, NOW_NS));
        assertEquals("[BTC*, ETH*, IBM@Q]", authenticator.renewed(alice).entitlement().symbols().toString());
        assertSame(bob, authenticator.renewed(bob));

        rig.entitlements(file("\"ETH*\",\"IBM@Q\""));
        assertTrue(reload(authenticator));
        assertEquals(Standing.RIGHTS_REDUCED, authenticator.standing(alice, NOW_NS));
        assertEquals(Standing.VALID, authenticator.standing(authenticator.renewed(alice), NOW_NS));

        rig.entitlements("{\"default\":{\"symbols\":[\"*\"]}}");
        assertTrue(reload(authenticator));
        assertEquals("[*]", authenticator.renewed(bob).entitlement().symbols().toString());
        assertEquals(Standing.VALID, authenticator.standing(own, NOW_NS));
        assertSame(own, authenticator.renewed(own));
    }

    @Test
    void shouldGoOnWithTheOldContentAndSayOnceThatTheNewIsBad() throws IOException, BadToken {
        final Authenticator authenticator = rig.revocations("jti id-1").entitlements(file("\"BTC*\"")).hmac();
        final String token = hmacToken(claims("id-1", "id-2"));
        rig.revocations("id-2\n");
        rig.entitlements("{");
        Files.delete(rig.directory.resolve("secret"));
        assertFalse(reload(authenticator));
        assertFalse(reload(authenticator));
        assertEquals(3, rig.errors.size(), rig.errors.toString());
        assertEquals("auth.keyFile " + rig.directory.resolve("secret")
            + ": there is no such file (what it had before goes on)", rig.errors.get(0).getMessage());
        assertEquals("auth.revocationFile " + rig.directory.resolve("revoked")
            + ": line 1 must be jti VALUE or sub VALUE (what it had before goes on)",
            rig.errors.get(1).getMessage());
        assertEquals("[BTC*]", authenticator.authenticate(token, NOW_NS).entitlement().symbols().toString());
        assertRefused(Reason.REVOKED, authenticator, hmacToken(claims()));

        rig.revocations("jti id-2");
        assertTrue(reload(authenticator));
        assertRefused(Reason.REVOKED, authenticator, token);
    }

    @Test
    void shouldSeeAFileOfTheSameSizeAndTimeThatWasRenamed() throws IOException {
        final Authenticator authenticator = rig.revocations("jti id-9").hmac();
        final Path file = rig.directory.resolve("revoked");
        final Path other = rig.write("other", "jti id-1");
        Files.setLastModifiedTime(other, Files.readAttributes(file, BasicFileAttributes.class).lastModifiedTime());
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        assertTrue(reload(authenticator));
        assertRefused(Reason.REVOKED, authenticator, hmacToken(claims()));
    }

    @Test
    void shouldTryAgainWhatCouldNotBeReadAndTellItOnce() {
        final Path path = rig.write("revoked", "jti id-1");
        final AtomicBoolean isReadable = new AtomicBoolean(true);
        final WatchedFile<RevocationList> file = new WatchedFile<>("a", path, RevocationList::parse, toOpen -> {
            if (!isReadable.get()) {
                throw new AccessDeniedException(toOpen.toString());
            }
            return Files.newInputStream(toOpen);
        });
        isReadable.set(false);
        rig.write("revoked", "jti id-1\njti id-2");
        for (int i = 0; i < 3; i++) {
            assertFalse(file.refresh(rig.errors::add));
            assertTrue(file.content().isRevoked("id-1", "alice"));
            assertEquals(1, rig.errors.size(), rig.errors.toString());
        }
        isReadable.set(true);
        assertTrue(file.refresh(rig.errors::add));
        assertTrue(file.content().isRevoked("id-2", "alice"));
        assertFalse(file.refresh(rig.errors::add));
        assertEquals(1, rig.errors.size(), rig.errors.toString());
    }

    @Test
    void shouldLookAtMostTwiceASecond() {
        final Authenticator authenticator = rig.revocations("").hmac();
        assertFalse(authenticator.reload(NOW_NS));
        rig.revocations("jti id-1");
        assertFalse(authenticator.reload(NOW_NS + SECOND_NS / 2 - 1));
        assertTrue(authenticator.reload(NOW_NS + SECOND_NS / 2));
    }

    private boolean reload(Authenticator authenticator) {
        nowNs += SECOND_NS;
        return authenticator.reload(nowNs);
    }

    private static String mint(Path keys, String keyId) {
        return new TokenMint(TokenAlgorithm.ED_DSA, keys.resolve("private.pem")).mint(order(keyId));
    }

    private static String both(Path one, Path other) throws IOException {
        return Files.readString(one.resolve("public.json")).strip().replace("]}",
            "," + Files.readString(other.resolve("public.json")).strip().replace("{\"keys\":[", ""));
    }

    private static String file(String symbols) {
        return "{\"subjects\":{\"alice\":{\"symbols\":[" + symbols + "],\"modes\":[\"all\"]}}}";
    }
}
