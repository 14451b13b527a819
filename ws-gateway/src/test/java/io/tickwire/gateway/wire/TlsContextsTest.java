package io.tickwire.gateway.wire;

import io.tickwire.config.TlsConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import javax.net.ssl.SSLSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class TlsContextsTest {
    private static final long YEARS_200_NS = 200L * 365 * 86_400 * 1_000_000_000L;
    private static final int FUZZ_ROUNDS = 2_000;

    @TempDir
    private Path directory;
    private Path certificate;
    private Path key;
    private final List<Throwable> errors = new ArrayList<>();

    @BeforeEach
    void name() {
        certificate = directory.resolve("server.crt");
        key = directory.resolve("server.key");
    }

    private void copy(String name, Path target) throws IOException {
        final Path beside = directory.resolve("new");
        Files.copy(WireRig.file(name), beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private TlsContexts contexts(long nowNs) {
        return new TlsContexts(new TlsConfig(certificate, key, 1), errors::add, nowNs);
    }

    @ParameterizedTest
    @CsvSource({"ec.crt, ec.key", "ec.crt, ec-sec1.key", "rsa.crt, rsa.key", "rsa.crt, rsa-pkcs1.key",
        "leaf-chain.crt, leaf.key"})
    void shouldReadEachUsualForm(String certificateName, String keyName) throws Exception {
        copy(certificateName, certificate);
        copy(keyName, key);
        contexts(WireRig.nowNs());
        assertEquals(List.of(), errors);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ec.crt         | rsa.key                 | has no private key that goes with the certificate, whose key is EC
        rsa.crt        | rsa-pkcs1-encrypted.key | is encrypted
        ec.crt         | ec-encrypted.key        | openssl pkey -in
        ec.crt         | rsa-pkcs1.key           | has a key of kind RSA, but the certificate's is EC
        rsa.crt        | ec-sec1.key             | has a key of kind EC, but the certificate's is RSA
        ec.crt         | leaf.key                | is not the key of the first certificate
        ca.crt         | leaf.key                | is not the key of the first certificate
        ed25519.crt    | ed25519.key             | use RSA or EC
        ec.crt         | ec.crt                  | has no private key in PEM
        ec.key         | ec.key                  | has no certificate in PEM
        """)
    void shouldSayWhatIsWrongWithTheFiles(String certificateName, String keyName, String expected) throws Exception {
        copy(certificateName, certificate);
        copy(keyName, key);
        final IllegalStateException refused = assertThrows(IllegalStateException.class,
            () -> contexts(WireRig.nowNs()));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertTrue(refused.getMessage().contains(directory.toString()), refused.getMessage());
    }

    @Test
    void shouldReadOrRefuseWhateverIsInTheFiles() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("TlsContextsTest seed " + seed);
        final Random random = new Random(seed);
        final String[][] pairs = {{"ec.crt", "ec-sec1.key"}, {"rsa.crt", "rsa-pkcs1.key"}, {"ec.crt", "ec.key"}};
        int refused = 0;
        for (int i = 0; i < FUZZ_ROUNDS; i++) {
            final String[] pair = pairs[random.nextInt(pairs.length)];
            final byte[][] files = {Files.readAllBytes(WireRig.file(pair[0])),
                Files.readAllBytes(WireRig.file(pair[1]))};
            final byte[] file = files[random.nextInt(2)];
            for (int j = random.nextInt(3); j >= 0; j--) {
                file[random.nextInt(file.length)] = (byte) (random.nextBoolean() ? 'A' : random.nextInt());
            }
            try {
                assertNotNull(CertifiedKey.read("certificate", files[0], "key", files[1]).key());
            } catch (final BadTlsFile e) {
                assertNotNull(e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > FUZZ_ROUNDS / 2, "refused " + refused);
    }

    @Test
    void shouldTellOfABlockThatIsCutShortOrNoBase64() throws Exception {
        final String whole = Files.readString(WireRig.file("ec.crt"));
        for (final String body : new String[]{"-a".repeat(500_000), whole.substring(0, whole.length() / 2)}) {
            final byte[] file = ("-----BEGIN CERTIFICATE-----\n" + body + "\n" + whole).getBytes(
                StandardCharsets.US_ASCII);
            final BadTlsFile bad = assertThrows(BadTlsFile.class, () -> PemBlock.parse("server.crt", file));
            assertEquals("server.crt: what is between BEGIN CERTIFICATE and END CERTIFICATE is not Base64; copy the "
                + "file again", bad.getMessage());
        }
    }

    @Test
    void shouldTellOnceThatTheCertificateIsNotValidNow() throws Exception {
        copy("ec.crt", certificate);
        copy("ec.key", key);
        final TlsContexts contexts = contexts(WireRig.nowNs() + YEARS_200_NS);
        contexts.reload(WireRig.nowNs() + YEARS_200_NS + 1);
        assertEquals(1, errors.size(), errors::toString);
        assertTrue(errors.get(0).getMessage().contains("has expired at 2126-"), errors::toString);
        errors.clear();
        contexts(0);
        assertTrue(errors.get(0).getMessage().contains("is not valid before 20"), errors::toString);
    }

    @Test
    void shouldUseReplacedFilesForNewConnections() throws Exception {
        copy("ec.crt", certificate);
        copy("ec.key", key);
        try (WireRig rig = new WireRig(certificate, key)) {
            final SSLSocket first = rig.tls("TLSv1.3");
            final Wire firstWire = rig.accept();
            TlsWireTest.greet(firstWire, first);
            assertCertificate("EC", first);
            assertFalse(rig.contexts.reload(WireRig.nowNs()), "nothing has changed");

            copy("rsa.crt", certificate);
            for (int i = 0; i < 3; i++) {
                assertFalse(rig.contexts.reload(WireRig.nowNs()), "the key is still the old one");
                assertEquals(1, rig.errors.size(), rig.errors::toString);
            }
            assertTrue(rig.errors.get(0).getMessage().startsWith("the certificate in use stays: "),
                rig.errors::toString);
            final SSLSocket second = rig.tls("TLSv1.2");
            TlsWireTest.greet(rig.accept(), second);
            assertCertificate("EC", second);

            copy("rsa.key", key);
            assertTrue(rig.contexts.reload(WireRig.nowNs()));
            for (final String protocol : new String[]{"TLSv1.3", "TLSv1.2"}) {
                final SSLSocket third = rig.tls(protocol);
                TlsWireTest.greet(rig.accept(), third);
                assertCertificate("RSA", third);
            }
            TlsWireTest.greet(firstWire, first);
            assertEquals(1, rig.errors.size(), rig.errors::toString);
        }
    }

    private static void assertCertificate(String kind, SSLSocket client) throws IOException {
        final X509Certificate own = (X509Certificate) client.getSession().getPeerCertificates()[0];
        assertEquals("CN=tickwire test " + kind, own.getSubjectX500Principal().getName());
    }

    @Test
    void shouldKeepTheCertificateWhileTheFilesAreGoneOrCutShort() throws Exception {
        copy("ec.crt", certificate);
        copy("ec.key", key);
        final TlsContexts contexts = contexts(0);
        errors.clear();
        Files.delete(key);
        assertFalse(contexts.reload(10));
        assertFalse(contexts.reload(20));
        assertEquals(1, errors.size(), errors::toString);
        final String whole = Files.readString(WireRig.file("ec.key"));
        Files.writeString(key, whole.substring(0, whole.length() / 2));
        assertFalse(contexts.reload(30));
        assertEquals(2, errors.size(), errors::toString);
        Files.writeString(key, whole);
        assertFalse(contexts.reload(40), "it is the same key again");
        assertEquals(2, errors.size(), errors::toString);
    }

    @Test
    void shouldLookAgainAtFilesThatCouldNotBeUsedThoughTheyLookTheSame() throws Exception {
        copy("ec.crt", certificate);
        copy("ec.key", key);
        final long nowNs = WireRig.nowNs();
        final TlsContexts contexts = contexts(nowNs);
        copy("rsa.crt", certificate);
        final String whole = Files.readString(WireRig.file("rsa.key"));
        Files.writeString(key, whole.replace("BEGIN", "begin"));
        final FileTime changed = Files.getLastModifiedTime(key);
        assertFalse(contexts.reload(nowNs + 10));
        Files.writeString(key, whole);
        Files.setLastModifiedTime(key, changed);
        assertTrue(contexts.reload(nowNs + 20));
        assertEquals(1, errors.size(), errors::toString);
    }

    @Test
    void shouldLookNoMoreOftenThanTold() throws Exception {
        copy("ec.crt", certificate);
        copy("ec.key", key);
        final TlsContexts contexts = new TlsContexts(new TlsConfig(certificate, key, 1_000), errors::add, 5_000);
        copy("rsa.crt", certificate);
        copy("rsa.key", key);
        assertFalse(contexts.reload(5_999));
        assertTrue(contexts.reload(6_000));
    }

    @Test
    void shouldGiveEnginesOfTheServersSideOnly() throws Exception {
        copy("ec.crt", certificate);
        copy("ec.key", key);
        final TlsContexts contexts = contexts(WireRig.nowNs());
        assertFalse(contexts.newEngine().getUseClientMode());
        assertArrayEquals(new String[]{"TLSv1.3", "TLSv1.2"}, contexts.newEngine().getEnabledProtocols());
        for (final String suite : contexts.newEngine().getEnabledCipherSuites()) {
            assertTrue(suite.matches("TLS_(ECDHE_(ECDSA|RSA)_WITH_)?(AES_(128|256)_GCM|CHACHA20_POLY1305)"
                + "_SHA(256|384)"), suite);
        }
        assertTrue(contexts.newEngine().getSSLParameters().getUseCipherSuitesOrder());
        assertEquals(1_024, contexts.context().getServerSessionContext().getSessionCacheSize());
    }

    @Test
    void shouldReplaceNothingUnderAHandshakeThatHasChosen() throws Exception {
        final CertifiedKey ec = pair("ec");
        final CertifiedKey rsa = pair("rsa");
        final CurrentKey current = new CurrentKey(ec);
        final String alias = current.chooseEngineServerAlias("EC", null, null);
        current.replace(rsa);
        assertEquals(ec.key(), current.getPrivateKey(alias));
        assertEquals(ec.own(), current.getCertificateChain(alias)[0]);
        assertEquals(rsa.key(), current.getPrivateKey(current.chooseEngineServerAlias("RSA", null, null)));
        assertEquals(ByteBuffer.wrap(rsa.own().getEncoded()), ByteBuffer.wrap(current.pair().own().getEncoded()));
    }

    private static CertifiedKey pair(String name) throws Exception {
        return CertifiedKey.read(name, Files.readAllBytes(WireRig.file(name + ".crt")), name,
            Files.readAllBytes(WireRig.file(name + ".key")));
    }
}
