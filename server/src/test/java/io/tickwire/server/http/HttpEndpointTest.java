package io.tickwire.server.http;

import io.tickwire.config.HttpConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class HttpEndpointTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[^\"]*)\"|from '(/[^']*)'");

    @TempDir
    private Path directory;
    private CounterFile counters;
    private HttpEndpoint endpoint;

    @BeforeEach
    void open() {
        counters = new CounterFile(directory);
        endpoint = new HttpEndpoint(new HttpConfig(true, "127.0.0.1", 0), null,
            new ServerFacts("1.2.3", 0xABCL, 8800, false, counters));
    }

    @AfterEach
    void close() {
        endpoint.close();
        counters.close();
    }

    private HttpResponse<String> request(String method, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + endpoint.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldServeThePageAndEverythingItLinksTo() throws Exception {
        assertLinksLead("/");
        assertLinksLead("/app/app.js");
        for (final String module : new String[]{"access", "coverage", "table", "tape", "text"}) {
            assertLinksLead("/app/" + module + ".js");
        }
        assertEquals("{\"webSocketPort\":8800,\"webSocketTls\":false,\"version\":\"1.2.3\","
                + "\"epoch\":\"0000000000000abc\"}",
            request("GET", "/config.json").body());
    }

    @Test
    void shouldServeEveryModuleOfTheJavaScriptClientAsItIs() throws Exception {
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(Path.of("../clients/js/src"), "*.js")) {
            for (final Path module : modules) {
                final HttpResponse<String> served = request("GET", "/client/" + module.getFileName());
                assertEquals(200, served.statusCode(), module.toString());
                assertEquals("text/javascript; charset=utf-8",
                    served.headers().firstValue("Content-Type").orElse(""));
                assertEquals(Files.readString(module), served.body(), module.toString());
            }
        }
    }

    private void assertLinksLead(String path) throws Exception {
        final HttpResponse<String> page = request("GET", path);
        assertEquals(200, page.statusCode(), path);
        assertTrue(page.headers().firstValue("Content-Security-Policy").orElse("").contains("default-src 'self'"));
        assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
        final Matcher links = LINK.matcher(page.body());
        counters.counter(CounterId.JOURNAL_RUNNING).set(1);
        while (links.find()) {
            final String link = links.group(1) != null ? links.group(1) : links.group(2);
            assertEquals(200, request("GET", link).statusCode(), link);
        }
    }

    @Test
    void shouldSayWhetherTicksAreJournaled() throws Exception {
        counters.counter(CounterId.JOURNAL_RUNNING).set(1);
        counters.counter(CounterId.JOURNAL_POSITION).set(77);
        final HttpResponse<String> up = request("GET", "/health");
        assertEquals(200, up.statusCode());
        assertEquals("{\"status\":\"up\",\"journaling\":true,\"epoch\":\"0000000000000abc\",\"published\":0,"
            + "\"journaled\":77,\"subscribers\":0,\"errors\":0}", up.body());
        counters.counter(CounterId.JOURNAL_RUNNING).set(0);
        final HttpResponse<String> degraded = request("GET", "/health");
        assertEquals(503, degraded.statusCode());
        assertTrue(degraded.body().startsWith("{\"status\":\"degraded\""), degraded.body());
    }

    @Test
    void shouldTellEveryCounterOnceInTheExpositionFormat() throws Exception {
        counters.counter(CounterId.INGEST_TICKS).set(12);
        final HttpResponse<String> metrics = request("GET", "/metrics");
        assertEquals("text/plain; version=0.0.4; charset=utf-8",
            metrics.headers().firstValue("Content-Type").orElse(""));
        assertTrue(metrics.body().contains("# TYPE tickwire_ingest_ticks_total counter\n"
            + "tickwire_ingest_ticks_total 12\n"), metrics.body());
        assertTrue(metrics.body().contains("# TYPE tickwire_journal_running gauge\n"), metrics.body());
        assertEquals(3 * CounterId.values().length, metrics.body().lines().distinct().count());
    }

    @Test
    void shouldRefuseWhatItDoesNotServe() throws Exception {
        assertEquals(404, request("GET", "/../../etc/passwd").statusCode());
        assertEquals(404, request("GET", "/app/").statusCode());
        final HttpResponse<String> posted = request("POST", "/health");
        assertEquals(405, posted.statusCode());
        assertEquals("GET, HEAD", posted.headers().firstValue("Allow").orElse(""));
        final HttpResponse<String> head = request("HEAD", "/");
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
    }

    @Test
    void shouldServeOnAfterGarbageAndSilentConnections() throws Exception {
        for (int i = 0; i < 8; i++) {
            final Socket silent = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
            silent.setSoTimeout(50_000);
            if (i % 2 == 0) {
                silent.getOutputStream().write("\u0000\u0001 garbage\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                try (InputStream in = silent.getInputStream()) {
                    in.readAllBytes();
                }
            }
        }
        assertEquals(200, request("GET", "/").statusCode());
    }

    @Test
    void shouldSayWhatToDoAboutAPortInUse() {
        final IllegalStateException refused = assertThrows(IllegalStateException.class,
            () -> new HttpEndpoint(new HttpConfig(true, "127.0.0.1", endpoint.port()), null,
                new ServerFacts("1", 1, 1, false, counters)));
        assertTrue(refused.getMessage().contains("set http.host and http.port"), refused.getMessage());
    }
}
