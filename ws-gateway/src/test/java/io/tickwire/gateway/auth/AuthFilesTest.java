package io.tickwire.gateway.auth;

import io.tickwire.config.TokenAlgorithm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;

import static io.tickwire.gateway.auth.AuthRig.NOW_NS;
import static io.tickwire.gateway.auth.AuthRig.assertRefused;
import static io.tickwire.gateway.auth.AuthRig.claims;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What can't be used is told at the start, with its place and what would be right. */
@Timeout(60)
final class AuthFilesTest {
    @TempDir
    private Path directory;
    private AuthRig rig;

    @BeforeEach
    void open() {
        rig = new AuthRig(directory);
    }

    @Test
    void shouldRefuseAKeyOfAnotherKind() throws IOException {
        final Path rsa = rig.keys(TokenAlgorithm.RS256, "rsa");
        final Path ec = rig.keys(TokenAlgorithm.ES256, "ec");
        final Path ed = rig.keys(TokenAlgorithm.ED_DSA, "ed");
        assertBadKey(TokenAlgorithm.ES256, rsa.resolve("public.pem"),
            "is an RSA key of 3072 bits; ES256 needs an EC key on the curve P-256");
        assertBadKey(TokenAlgorithm.ED_DSA, ec.resolve("public.pem"),
            "is an EC key on the curve P-256; EdDSA needs an Ed25519 key");
        assertBadKey(TokenAlgorithm.RS256, ed.resolve("public.pem"),
            "is an Ed25519 key; RS256 needs an RSA key of 2048 bits or more");
        assertBadKey(TokenAlgorithm.ED_DSA, ed.resolve("private.pem"), "is a private key, which the server must not");
        assertBadKey(TokenAlgorithm.HS256, ed.resolve("public.pem"), "has a key, a certificate or JSON, but HS256");
        assertBadKey(TokenAlgorithm.HS256, ed.resolve("public.json"), "has a key, a certificate or JSON, but HS256");
        assertBadKey(TokenAlgorithm.RS256, ed.resolve("public.json"), "has no key for RS256");
        assertBadKey(TokenAlgorithm.RS256, directory, "is not a file");
        assertBadKey(TokenAlgorithm.RS256, directory.resolve("absent"), "there is no such file");
        final String pem = Files.readString(ed.resolve("public.pem"));
        assertBadKey(TokenAlgorithm.ED_DSA, rig.write("k", pem + pem), "has more than one PEM block");
        assertBadKey(TokenAlgorithm.ED_DSA, rig.write("k", pem.substring(0, 80)), "it seems to be cut off");
        assertBadKey(TokenAlgorithm.ED_DSA, rig.write("k", pem.replace("PUBLIC KEY", "CERTIFICATE")), "openssl x509");
        assertBadKey(TokenAlgorithm.ED_DSA, rig.write("k", pem.replace("MC", "AA")), "has no key that can be read");
        assertBadKey(TokenAlgorithm.ED_DSA, rig.write("k", "x"), "is not PEM");
        assertThrows(BadAuthFile.class, () -> new TokenMint(TokenAlgorithm.ED_DSA, ed.resolve("public.pem")));
        assertThrows(BadAuthFile.class, () -> new TokenMint(TokenAlgorithm.ES256, ed.resolve("private.pem")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u00a7', textBlock = """
        []                                                   | is not a JSON object
        {"keys":[                                            | is not JSON at line 1, column
        {"keys":{}}                                          | must be a key set
        {"keys":[]}                                          | has no key for EdDSA
        {"keys":[5,{"kty":"oct","k":"AAAA"}]}                | has no key for EdDSA
        {"keys":[{"kty":"OKP","crv":"Ed25519"}]}             | keys[0] can't be read
        {"keys":[{"kty":"OKP","crv":"Ed25519","x":5}]}       | keys[0] can't be read
        {"keys":[{"kty":"OKP","crv":"Ed25519","x":"A","d":"A"}]} | keys[0] has a private key (d)
        {"keys":[@,@]}                                       | keys[1] must have a kid of its own
        {"keys":[@,%]}                                       | one of them without kid
        """)
    void shouldRefuseABadKeySet(String text, String problem) throws IOException {
        final String jwk = Files.readString(rig.keys(TokenAlgorithm.ED_DSA, "a").resolve("public.json")).strip()
            .replaceAll("^\\{\"keys\":\\[|]}$", "");
        assertBadKey(TokenAlgorithm.ED_DSA, rig.write("k.json", text.replace("@", jwk)
            .replace("%", jwk.replace("\"kid\"", "\"kit\""))), problem);
    }

    @Test
    void shouldPassOverKeysForSomethingElse() throws IOException, BadToken {
        final Path keys = rig.keys(TokenAlgorithm.ED_DSA, "a");
        final Path ec = rig.keys(TokenAlgorithm.ES256, "ec");
        final String own = Files.readString(keys.resolve("public.json")).strip();
        final String all = own.replace("]}", ",{\"kty\":\"new\"},"
            + Files.readString(ec.resolve("public.json")).strip().replace("{\"keys\":[", "").replace("]}", "")
            + ",{\"kty\":\"OKP\",\"use\":\"enc\",\"crv\":\"X25519\"}]}");
        final String token = new TokenMint(TokenAlgorithm.ED_DSA, keys.resolve("private.pem"))
            .mint(AuthRig.order(null));
        assertEquals("alice", rig.with(TokenAlgorithm.ED_DSA, rig.write("k.json", all))
            .authenticate(token, NOW_NS).subject());
    }

    @Test
    void shouldReadASecretAsBytesOrAsBase64() throws IOException, BadToken {
        final byte[] secret = new byte[33];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (255 - i * 7);
        }
        for (final String text : List.of(Base64.getEncoder().encodeToString(secret),
            Base64.getUrlEncoder().encodeToString(secret) + "\n")) {
            assertTakes(rig.write("s", text), secret);
        }
        assertTakes(Files.write(directory.resolve("s"), secret), secret);
        assertTakes(rig.write("s", "correct horse battery staple and more\n"),
            "correct horse battery staple and more".getBytes(StandardCharsets.US_ASCII));
        assertBadKey(TokenAlgorithm.HS256, rig.write("s", "short"), "has a secret of 5 bytes; HS256 needs 32");
        assertBadKey(TokenAlgorithm.HS256, rig.write("s", "a".repeat(32)), "has a secret of 24 bytes");
        assertBadKey(TokenAlgorithm.HS256, rig.write("s", ""), "has a secret of 0 bytes");
        assertBadKey(TokenAlgorithm.HS256, rig.write("s", "x".repeat(WatchedFile.LIMIT_BYTES + 1)), "is larger than");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u00a7', textBlock = """
        {"subject":{}}                             | the file has an unknown member; use default, subjects
        {"subjects":[]}                            | subjects must be an object
        {"subjects":{"al":{}}}                     | subjects.al.symbols must be a list
        {"subjects":{"al":{"symbols":["A@B@C"]}}}  | subjects.al.symbols[0] is no pattern
        {"default":{"symbols":[],"modes":["x"]}}   | default.modes must be a list of modes
        {"default":{"symbols":[]},"default":{}}    | is not JSON at line 1
        """)
    void shouldRefuseABadEntitlementsFile(String text, String problem) {
        final BadAuthFile bad = assertThrows(BadAuthFile.class, () -> rig.entitlements(text).hmac());
        assertTrue(bad.getMessage().startsWith("auth.entitlementsFile " + directory.resolve("entitlements.json") + ": "
            + problem), bad.getMessage());
    }

    @Test
    void shouldWriteKeysForTheirOwnerAndReplaceNone() throws IOException {
        final Path keys = directory.resolve("new/keys");
        final List<Path> files = new NewKeys(TokenAlgorithm.ED_DSA, "k").write(keys);
        assertEquals(List.of(keys.resolve("private.pem"), keys.resolve("public.pem"), keys.resolve("public.json")),
            files);
        for (final Path file : files) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        Files.delete(files.get(0));
        assertThrows(FileAlreadyExistsException.class, () -> new NewKeys(TokenAlgorithm.ES256, null).write(keys));
        assertTrue(Files.notExists(files.get(0)), "a private key was written though the public one was there");
    }

    private void assertTakes(Path file, byte[] secret) throws BadToken {
        final Authenticator authenticator = rig.with(TokenAlgorithm.HS256, file);
        assertEquals("alice", authenticator.authenticate(RawToken.hmac(RawToken.HS256, claims(), secret), NOW_NS)
            .subject());
        assertRefused(BadToken.Reason.BAD_SIGNATURE, authenticator,
            RawToken.hmac(RawToken.HS256, claims(), AuthRig.SECRET));
    }

    private void assertBadKey(TokenAlgorithm algorithm, Path file, String problem) {
        final BadAuthFile bad = assertThrows(BadAuthFile.class, () -> rig.with(algorithm, file));
        assertTrue(bad.getMessage().startsWith("auth.keyFile " + file + ": "), bad.getMessage());
        assertTrue(bad.getMessage().contains(problem), bad.getMessage());
    }
}
