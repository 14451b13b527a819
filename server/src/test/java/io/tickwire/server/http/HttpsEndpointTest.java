package io.tickwire.server.http;

import io.tickwire.config.HttpConfig;
import io.tickwire.config.TlsConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.gateway.wire.TlsContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The same pages over TLS, to a client that trusts the test certificates and looks at the host name. */
@Timeout(60)
final class HttpsEndpointTest {
    private static final Path FILES = Path.of("../ws-gateway/src/test/resources/tls");

    @TempDir
    private Path directory;
    private CounterFile counters;
    private TlsContexts tls;
    private HttpEndpoint endpoint;
    private final List<Throwable> errors = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        replace("ec");
        counters = new CounterFile(directory);
        tls = new TlsContexts(new TlsConfig(directory.resolve("crt"), directory.resolve("key"), 1), errors::add,
            nowNs());
        endpoint = new HttpEndpoint(new HttpConfig(true, "127.0.0.1", 0), tls,
            new ServerFacts("1.2.3", 0xABCL, 8800, true, counters));
    }

    @AfterEach
    void close() {
        endpoint.close();
        counters.close();
    }

    private void replace(String name) throws IOException {
        for (final String kind : new String[]{"crt", "key"}) {
            Files.copy(FILES.resolve(name + "." + kind), directory.resolve(kind), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static long nowNs() {
        return System.currentTimeMillis() * 1_000_000;
    }

    private HttpResponse<String> request(String protocol) throws Exception {
        final KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        for (final String name : new String[]{"ec", "rsa"}) {
            try (InputStream in = Files.newInputStream(FILES.resolve(name + ".crt"))) {
                trusted.setCertificateEntry(name, CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
        }
        final TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context)
            .sslParameters(new SSLParameters(null, new String[]{protocol})).build()
            .send(HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + endpoint.port() + "/config.json")).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void shouldServeOverTlsAndSendThePageToASecureWebSocket(String protocol) throws Exception {
        final HttpResponse<String> response = request(protocol);
        assertEquals("{\"webSocketPort\":8800,\"webSocketTls\":true,\"version\":\"1.2.3\","
            + "\"epoch\":\"0000000000000abc\"}", response.body());
        final SSLSession session = response.sslSession().orElseThrow();
        assertEquals(protocol, session.getProtocol());
        assertTrue(session.getCipherSuite().endsWith("AES_128_GCM_SHA256"), session.getCipherSuite());
    }

    @Test
    void shouldUseReplacedFilesForNewConnections() throws Exception {
        assertEquals("CN=tickwire test EC", subject(request("TLSv1.3")));
        replace("rsa");
        assertTrue(tls.reload(nowNs()));
        assertEquals("CN=tickwire test RSA", subject(request("TLSv1.3")));
        assertEquals(List.of(), errors);
    }

    private static String subject(HttpResponse<String> response) throws IOException {
        return ((X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0])
            .getSubjectX500Principal().getName();
    }

    @Test
    void shouldNotAnswerWithoutTls() {
        assertThrows(IOException.class, () -> HttpClient.newHttpClient().send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + endpoint.port() + "/health")).build(),
            HttpResponse.BodyHandlers.ofString()));
    }

    @Test
    void shouldServeOnAfterGarbageAndClientsThatStall() throws Exception {
        final byte[] plain = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.ISO_8859_1);
        final byte[][] beginnings = {{22, 3, 1, 2, 0, 1}, plain, {}};
        final List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 9; i++) {
                final Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
                stalled.add(socket);
                socket.getOutputStream().write(beginnings[i % beginnings.length]);
            }
            assertEquals(200, request("TLSv1.3").statusCode());
        } finally {
            for (final Socket socket : stalled) {
                socket.close();
            }
        }
    }
}
