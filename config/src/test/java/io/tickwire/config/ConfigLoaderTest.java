package io.tickwire.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class ConfigLoaderTest {
    private static final int CORES = 8;

    @TempDir
    private Path directory;

    @Test
    void shouldHaveTheDocumentedDefaults() {
        assertEquals(new TickwireConfig(
            Path.of("data"),
            new ThreadingConfig(AgentMode.SHARED, IdleKind.BACKOFF, List.of()),
            new AeronConfig(true, null, "aeron:udp?endpoint=127.0.0.1:40800", 1001, 1024),
            new RingConfig(65_536),
            new JournalConfig(Path.of("data/journal"), true, 1_024, "FAST_HOURLY", 0, 16 << 20,
                RetentionConfig.NONE),
            new FanoutConfig(1, 1_024, 65_536, 1_000_000_000L, 4_096, 100_000_000L,
                new SlowConfig(10_000, 1_000_000_000L)),
            new ReplayConfig(1, 8, 16_384, 33),
            new GatewayConfig("127.0.0.1", 8800, 10_000, 65_536, 1_000, 0, 1 << 20, 5_000_000_000L, 5_000_000_000L,
                5_000_000_000L, 2_000_000_000L, List.of(), 16_384,
                new DeflateConfig(false, 1_024)),
            new GatewayLimits(100, 100, 1_000, 50, 50, List.of("*"), false, 15_000_000_000L, 60_000_000_000L, false,
                List.of()),
            new AuthConfig(false, TokenAlgorithm.ED_DSA, null, "", "", 30_000_000_000L, 5_000_000_000L,
                60_000_000_000L, null, null),
            new HttpConfig(true, "127.0.0.1", 8880),
            new MetricsConfig(0),
            new AuditConfig(null, 64 << 20, 100),
            new TlsConfig(null, null, 10_000_000_000L)), new ConfigLoader().load().config());
    }

    @Test
    void shouldLetEachSourceReplaceTheOneBefore() throws IOException {
        final Path file = write("gateway { port = 1, symbolLimit = 2 }", "fanout.threads = 3", "http.port = 9");
        final LoadedConfig loaded = loader(file)
            .environment(Map.of("TICKWIRE_GATEWAY_SYMBOL_LIMIT", "20", "TICKWIRE_FANOUT_THREADS", "4", "PATH", "x"))
            .overrides(List.of("fanout.threads=5", "fanout.threads=6"))
            .load();

        assertEquals(1, loaded.config().gateway().port());
        assertEquals(20, loaded.config().gateway().symbolLimit());
        assertEquals(6, loaded.config().fanout().threads());
        final Map<String, String> origins = loaded.settings().stream()
            .collect(Collectors.toMap(setting -> setting.key().path(), Setting::origin));
        assertEquals(file + ":1", origins.get("gateway.port"));
        assertEquals(file + ":3", origins.get("http.port"));
        assertEquals("environment variable TICKWIRE_GATEWAY_SYMBOL_LIMIT", origins.get("gateway.symbolLimit"));
        assertEquals("--set fanout.threads=6", origins.get("fanout.threads"));
        assertEquals("default", origins.get("ring.capacity"));
        assertEquals(ConfigKey.values().length, loaded.settings().size());
    }

    @Test
    void shouldReportEveryErrorWithItsPlace() throws IOException {
        final Path file = write("gateway.prot = 1", "ring { capacity = 1000 }", "fanout {", "  heartbeat = 1000", "}",
            "threading.mode = invoker", "http = 5", "gateway.host = [1]");
        final ConfigException failure = assertThrows(ConfigException.class, () -> loader(file)
            .environment(Map.of("TICKWIRE_GATEWAY_PRT", "1", "TICKWIRE_JAVA_OPTS", "-Xmx1g", "TICKWIRE_HTTP_PORT", "x"))
            .overrides(List.of("fanout.threads", "gateway.conectionLimit=5", "port=7", "fanout.frameLimit=2GiB"))
            .load());

        assertProblems(failure,
            file + ":1: unknown key gateway.prot; did you mean gateway.port?",
            file + ":2: ring.capacity = 1000 must be a power of two from 2 to 16777216",
            file + ":4: fanout.heartbeat = 1000 must be a duration with its unit (us, ms, s, m) from 10ms to 60s",
            file + ":6: threading.mode = invoker must be dedicated or shared",
            file + ":7: http is a section; write http { ... } with its keys in it",
            file + ":8: gateway.host must be a host name or an IP address, not a list",
            "environment variable TICKWIRE_GATEWAY_PRT: no key has this variable; did you mean TICKWIRE_GATEWAY_PORT?",
            "environment variable TICKWIRE_HTTP_PORT: http.port = x must be a whole number from 0 to 65535",
            "--set fanout.threads: must be KEY=VALUE, for example gateway.port=9000",
            "--set gateway.conectionLimit=5: unknown key gateway.conectionLimit; did you mean gateway.connectionLimit?",
            "--set port=7: unknown key port; did you mean gateway.port or http.port?",
            "--set fanout.frameLimit=2GiB: fanout.frameLimit = 2GiB must be a size with its unit (B, KiB, MiB) from "
                + "1KiB to 1MiB");
    }

    @Test
    void shouldSayWhereAFileIsNoHocon() throws IOException {
        final Path file = write("gateway.port = 1", "ring { capacity = ", "}}");
        final ConfigException failure = assertThrows(ConfigException.class,
            () -> loader(file).overrides(List.of("x=1")).load());
        assertEquals(2, failure.problems().size(), failure.getMessage());
        assertTrue(failure.problems().get(0).origin().startsWith(file + ":"), failure.getMessage());
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        final Path absent = directory.resolve("absent.conf");
        assertProblems(assertThrows(ConfigException.class, () -> loader(absent).load()),
            absent + ": there is no such file");
        assertProblems(assertThrows(ConfigException.class, () -> loader(directory).load()),
            directory + ": is not a file that can be read");
    }

    @Test
    void shouldIncludeFilesAndNothingElse() throws IOException {
        Files.writeString(directory.resolve("base.conf"), "gateway.port = 7\nring.capacity = 3\n");
        final Path file = write("include \"base.conf\"", "ring.capacity = 16");
        final TickwireConfig config = loader(file).load().config();
        assertEquals(7, config.gateway().port());
        assertEquals(16, config.ring().capacity());

        for (final String source : List.of("include \"absent.conf\"", "include url(\"http://127.0.0.1:1/x.conf\")",
            "include classpath(\"reference.conf\")", "include \"http://127.0.0.1:1/x.conf\"")) {
            final Path wrong = write(source);
            assertEquals(1, assertThrows(ConfigException.class, () -> loader(wrong).load(), source).problems().size());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        gateway.port=8880                                            | they must differ
        gateway.host=0.0.0.0 gateway.port=8880 gateway.allowPlain=true | they must differ
        threading.mode=dedicated threading.cores=[2,8]               | has [8]; the cores of this machine are 0 to 7
        threading.mode=dedicated threading.cores=2,2                 | twice
        threading.mode=dedicated threading.cores=[1,2,3,4]           | there are 3 threads
        threading.cores=1,2                                          | has one thread
        fanout.lagLimit=1000                                         | must be 0 or at least fanout.passLimit
        journal.directory=./data                                     | is also directory
        gateway.pingInterval=60s                                     | gateway.idleTimeout must be longer
        gateway.proxyProtocol=true                                   | must have the load balancer's address
        audit.directory=data/./journal                               | is also journal.directory
        """)
    void shouldRefuseWhatDoesNotGoTogether(String overrides, String expected) {
        final ConfigException failure = assertThrows(ConfigException.class, () -> load(overrides.split(" ")));
        assertEquals(1, failure.problems().size(), failure.getMessage());
        assertTrue(failure.getMessage().contains(expected), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "gateway.port=8880 http.enabled=false",
        "gateway.port=0 http.port=0",
        "gateway.port=8880 http.host=127.0.0.2",
        "threading.mode=dedicated threading.cores=-1,-1,7",
        "fanout.lagLimit=0",
        "aeron.channel=aeron:ipc?term-length=64k gateway.host=::1",
        "aeron.channel=aeron:udp?interface=127.0.0.1|endpoint=224.0.1.1:40456",
        "gateway.proxyProtocol=true gateway.trustedProxies=10.0.0.0/8,::1,2001:db8::/32,0.0.0.0/0,::/0,::ffff:0:0/96",
        "gateway.origins=[] audit.directory=data/audit",
        "gateway.origins=https://a.example,HTTPS://*.B.example:8443,null,*,http://[::1]:80,app://x",
        "gateway.otherAddresses=wss://b.example:8800,ws://10.0.0.2,wss://[2001:db8::1]:8800/feed"})
    void shouldAcceptWhatGoesTogether(String overrides) {
        load(overrides.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "gateway.port=-1", "gateway.port=65536", "gateway.port=1.5", "gateway.port=",
        "gateway.port=99999999999999999999",
        "gateway.host=", "gateway.host=256.1.1.1", "gateway.host=1.2.3", "gateway.host=a b", "gateway.host=-a",
        "gateway.host=http://a", "aeron.channel=udp://x", "aeron.channel=aeron:udp",
        "aeron.channel=aeron-spy:aeron:ipc",
        "fanout.heartbeat=0s", "fanout.heartbeat=-1s", "fanout.heartbeat=1parsec", "fanout.heartbeat=61s",
        "fanout.slowAfterTicks=0", "fanout.slowAfter=9ms", "fanout.slowAfter=61s",
        "fanout.frameLimit=1023B", "fanout.frameLimit=64", "fanout.frameLimit=99999999999999999999KiB",
        "ring.capacity=1", "ring.capacity=33554432", "http.enabled=yes please", "journal.rollCycle=HOURLY",
        "gateway.origins=https://a.example/", "gateway.origins=a.example", "gateway.origins=https://a.example:65536",
        "gateway.origins=https://a.*.example", "gateway.origins=http://[::g]", "gateway.origins=*,",
        "gateway.trustedProxies=10.0.0.1/8", "gateway.trustedProxies=10.0.0.0/33", "gateway.trustedProxies=10.0.0.0/",
        "gateway.trustedProxies=2001:db8::1/64", "gateway.trustedProxies=::/129", "gateway.trustedProxies=balancer",
        "gateway.trustedProxies=::ffff:0:0/90", "gateway.trustedProxies=10.0.0",
        "gateway.trustedProxies=010.0.0.0/8", "gateway.trustedProxies=1::2::3",
        "gateway.otherAddresses=b.example:8800", "gateway.otherAddresses=https://b.example",
        "gateway.otherAddresses=ws://", "gateway.otherAddresses=ws://b.example:65536",
        "gateway.otherAddresses=wss://user:secret@b.example", "gateway.otherAddresses=wss://b.example/#x",
        "gateway.otherAddresses=wss://b c",
        "gateway.messageRate=-1", "gateway.idleTimeout=0s", "audit.fileLimit=1KiB", "audit.keepFiles=-1",
        "auth.algorithm=none", "auth.algorithm=hs256", "auth.clockSkew=11m", "auth.issuer=a\u0000", "auth.deadline=0s",
        "metrics.stageSampleInterval=3", "metrics.stageSampleInterval=-1", "metrics.stageSampleInterval=2097152",
        "gateway.deflate=1", "gateway.deflateThreshold=2MiB",
        "threading.cores=[a]", "threading.cores=1,", "threading.cores=-2", "directory="})
    void shouldRefuseWhatIsOutOfRange(String override) {
        final ConfigException failure = assertThrows(ConfigException.class, () -> load(override));
        assertEquals(1, failure.problems().size(), failure.getMessage());
        assertTrue(failure.getMessage().contains(" must be "), failure.getMessage());
    }

    @Test
    void shouldReadUnitsAndOptionalPaths() {
        final TickwireConfig config = load("fanout.heartbeat=250ms", "fanout.slowAfter=2s", "fanout.frameLimit=1MiB",
            "gateway.sendBuffer=4kB", "gateway.conflatedSendBuffer=8KiB", "gateway.deflate=true",
            "gateway.deflateThreshold=0B", "metrics.stageSampleInterval=1",
            "aeron.directory=/dev/shm/aeron", "threading.cores= 3 ");
        assertEquals(250_000_000L, config.fanout().heartbeatNs());
        assertEquals(2_000_000_000L, config.fanout().slow().afterNs());
        assertEquals(1 << 20, config.fanout().frameLimitBytes());
        assertEquals(4_000, config.gateway().sendBufferBytes());
        assertEquals(8_192, config.gateway().conflatedBufferBytes());
        assertEquals(new DeflateConfig(true, 0), config.gateway().deflate());
        assertEquals(new MetricsConfig(1), config.metrics());
        assertEquals(Path.of("/dev/shm/aeron"), config.aeron().directory());
        assertEquals(List.of(3), config.threading().cores());
        assertNull(load().aeron().directory());
    }

    @Test
    void shouldReadListsOfTextsAndWriteThemAsAFileHasThem() throws IOException {
        final Path file = write("gateway.origins = [\"https://a.example:1\", \"*\"]",
            "gateway.trustedProxies = [\"::1\", \"10.0.0.0/8\"]");
        final LoadedConfig loaded = loader(file).load();
        assertEquals(List.of("https://a.example:1", "*"), loaded.config().limits().origins());
        assertEquals(List.of("::1", "10.0.0.0/8"), loaded.config().limits().trustedProxies());
        assertEquals(loaded.config().limits(),
            load("gateway.origins=https://a.example:1,*", "gateway.trustedProxies=::1, 10.0.0.0/8").limits());
        final String origins = loaded.settings().stream()
            .filter(setting -> setting.key() == ConfigKey.GATEWAY_ORIGINS).findFirst().orElseThrow().line();
        assertEquals("gateway.origins = [\"https://a.example:1\", \"*\"]", origins);
    }

    @Test
    void shouldTakeAsManyOtherAddressesAsFitIntoAMessage() {
        final List<String> most = Collections.nCopies(16, "wss://b.example:8800/" + "x".repeat(179));
        assertEquals(most, load("gateway.otherAddresses=" + String.join(",", most)).gateway().otherAddresses());
        assertThrows(ConfigException.class, () -> load("gateway.otherAddresses=" + String.join(",", most) + ",ws://c"));
        assertThrows(ConfigException.class, () -> load("gateway.otherAddresses=" + most.get(0) + "x"));
    }

    @Test
    void shouldReadAuthentication() throws IOException {
        final Path key = Files.writeString(directory.resolve("public.pem"), "x");
        final Path revoked = Files.writeString(directory.resolve("revoked"), "x");
        final Path entitlements = Files.writeString(directory.resolve("entitlements.json"), "x");
        assertEquals(new AuthConfig(true, TokenAlgorithm.ES256, key, "https://a/", "tickwire", 0, 1_000_000_000L,
            2_000_000_000L, revoked, entitlements), load("auth.enabled=true", "auth.algorithm=ES256",
            "auth.keyFile=" + key, "auth.issuer=https://a/", "auth.audience=tickwire", "auth.clockSkew=0s",
            "auth.deadline=1s", "auth.expiryWarning=2s", "auth.revocationFile=" + revoked,
            "auth.entitlementsFile=" + entitlements).auth());
    }

    @Test
    void shouldSayWhatAuthenticationNeeds() {
        final Path absent = directory.resolve("absent");
        assertProblems(assertThrows(ConfigException.class, () -> load("auth.enabled=true",
            "auth.revocationFile=" + absent)),
            "--set auth.enabled=true: auth.enabled = true needs auth.issuer: who mints the tokens (iss)",
            "--set auth.enabled=true: auth.enabled = true needs auth.audience: whom the tokens are for (aud), for "
                + "example tickwire",
            "--set auth.enabled=true: auth.enabled = true needs auth.keyFile: the file of the key; ./tickwire token "
                + "keys makes one",
            "--set auth.revocationFile=" + absent + ": auth.revocationFile = " + absent
                + " is not a file that can be read; name one, or set auth.enabled = false");
        load("auth.keyFile=" + absent);
    }

    private ConfigLoader loader(Path file) {
        return new ConfigLoader().file(file).machineCores(CORES);
    }

    private TickwireConfig load(String... overrides) {
        return new ConfigLoader().machineCores(CORES).overrides(List.of(overrides)).load().config();
    }

    private Path write(String... lines) throws IOException {
        return Files.write(directory.resolve("test.conf"), List.of(lines));
    }

    private static void assertProblems(ConfigException failure, String... expected) {
        assertEquals(String.join("\n", expected),
            failure.problems().stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    }
}
