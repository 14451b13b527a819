package io.tickwire.config;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class TlsChecksTest {
    @TempDir
    private Path directory;
    private Path certificate;
    private Path key;

    @BeforeEach
    void makeFiles() throws IOException {
        certificate = Files.createFile(directory.resolve("a.crt"));
        key = Files.createFile(directory.resolve("a.key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "127.255.255.254", "localhost", "::1", "0:0:0:0:0:0:0:1",
        "::ffff:127.0.0.1"})
    void shouldLetThePlainListenOnLoopback(String host) {
        final TickwireConfig config = load("gateway.host=" + host, "http.host=" + host);
        assertEquals(host, config.gateway().host());
        assertFalse(config.tls().isEnabled());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "128.0.0.1", "2001:db8::1", "fe80::1", "::ffff:192.0.2.1"})
    void shouldRefuseThePlainElsewhereUnlessItIsAllowed(String host) {
        assertProblem("gateway.host = " + host + " is not the loopback interface only, and ws://",
            "gateway.host=" + host);
        assertProblem("http.host = " + host + " is not the loopback interface only, and http://", "http.host=" + host);
        assertProblem("or gateway.allowPlain = true", "gateway.host=" + host, "http.allowPlain=true");
        assertProblem("set tls.certificateFile and tls.keyFile", "http.host=" + host, "gateway.allowPlain=true");
        load("gateway.host=" + host, "http.host=" + host, "gateway.allowPlain=true", "http.allowPlain=true");
        load("http.host=" + host, "http.enabled=false");
        assertTrue(load("gateway.host=" + host, "http.host=" + host, "tls.certificateFile=" + certificate,
            "tls.keyFile=" + key).tls().isEnabled());
    }

    @Test
    void shouldTakeANameForLoopbackOnlyIfAllItsAddressesAre() throws IOException {
        final InetAddress here = InetAddress.getByName("127.0.0.1");
        final InetAddress hereToo = InetAddress.getByName("::1");
        final InetAddress elsewhere = InetAddress.getByName("192.0.2.1");
        assertEquals(0, problemsOfAName(host -> new InetAddress[]{here, hereToo}));
        assertEquals(1, problemsOfAName(host -> new InetAddress[]{here, elsewhere}));
        assertEquals(1, problemsOfAName(host -> new InetAddress[]{elsewhere}));
        assertEquals(1, problemsOfAName(host -> {
            throw new UnknownHostException(host);
        }));
    }

    private static int problemsOfAName(TlsChecks.Resolver resolver) {
        final Settings settings = new Settings();
        settings.put(ConfigKey.GATEWAY_HOST, "feed.example", "test");
        settings.put(ConfigKey.HTTP_ENABLED, "false", "test");
        new TlsChecks(settings, resolver).check();
        return settings.problems().size();
    }

    @Test
    void shouldWantBothFilesOrNeither() {
        assertProblem("tls.certificateFile is set, but tls.keyFile is not", "tls.certificateFile=" + certificate);
        assertProblem("tls.keyFile is set, but tls.certificateFile is not", "tls.keyFile=" + key);
    }

    @Test
    void shouldWantFilesThatCanBeRead() {
        final Path absent = directory.resolve("absent.pem");
        assertProblem("tls.keyFile = " + absent + " is no file that can be read", "tls.certificateFile=" + certificate,
            "tls.keyFile=" + absent);
        assertProblem("tls.certificateFile = " + directory + " is no file that can be read",
            "tls.certificateFile=" + directory, "tls.keyFile=" + key);
    }

    @Test
    void shouldNotLeadClientsOfATlsServerToOneWithout() {
        load("gateway.otherAddresses=ws://b.example,wss://c.example");
        load("gateway.otherAddresses=wss://b.example", "tls.certificateFile=" + certificate, "tls.keyFile=" + key);
        assertProblem("gateway.otherAddresses has ws://b.example, but clients of a server with TLS",
            "gateway.otherAddresses=wss://c.example,ws://b.example", "tls.certificateFile=" + certificate,
            "tls.keyFile=" + key);
    }

    @Test
    void shouldReadTheReloadInterval() {
        final TlsConfig config = load("tls.certificateFile=" + certificate, "tls.keyFile=" + key,
            "tls.reloadInterval=1m").tls();
        assertEquals(new TlsConfig(certificate, key, 60_000_000_000L), config);
        assertProblem("tls.reloadInterval = 0s must be a duration", "tls.reloadInterval=0s");
    }

    private static TickwireConfig load(String... overrides) {
        return new ConfigLoader().overrides(List.of(overrides)).load().config();
    }

    private static void assertProblem(String expected, String... overrides) {
        final ConfigException failure = assertThrows(ConfigException.class, () -> load(overrides));
        assertEquals(1, failure.problems().size(), failure.getMessage());
        assertTrue(failure.getMessage().contains(expected), failure.getMessage());
    }
}
