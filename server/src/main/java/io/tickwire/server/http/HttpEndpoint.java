package io.tickwire.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.tickwire.config.HttpConfig;
import io.tickwire.gateway.wire.TlsContexts;
import io.tickwire.server.Url;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Listens for HTTP, or HTTPS, with the JDK's own server: the web page and its modules, {@code /health} and
 * {@code /metrics}. Threads come when there is something to answer and end soon after; static files are in memory.
 * Nothing a client sends is read beyond method and path.
 */
public final class HttpEndpoint implements AutoCloseable {
    /** Each waits for its client to shake hands and to ask, so there may be one for each connection. */
    private static final int THREAD_LIMIT = 256;
    private static final long THREAD_IDLE_S = 5;
    private static final int BACKLOG = 64;
    private static final String TIMEOUT_S = "10";
    private static final String CONNECTION_LIMIT = Integer.toString(THREAD_LIMIT);
    private static final List<String> PAGE_FILES = List.of("style.css", "icon.svg", "app.js", "access.js",
        "coverage.js", "table.js", "tape.js", "text.js");
    private static final List<String> CLIENT_MODULES = List.of("client", "connection", "decimal", "decoder", "index",
        "instruments", "listener", "loss", "messages", "notices", "options", "protocol-error", "reconnect", "route",
        "session", "subscription", "time", "tokens");
    // The page loads nothing from elsewhere; it may open a WebSocket to wherever the gateway is.
    private static final String POLICY = "default-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ExecutorService executor;
    private final Map<String, Supplier<Page>> pages = new LinkedHashMap<>();

    /**
     * Start to listen.
     *
     * @param config address
     * @param tls    certificate and key of HTTPS; null for plain HTTP
     * @param facts  what is told of the server
     * @throws IllegalStateException if the address can't be had, saying which and what to do
     */
    public HttpEndpoint(HttpConfig config, TlsContexts tls, ServerFacts facts) {
        addPages(facts);
        // Read by the JDK's server when it is first used; an operator's own -D wins.
        defaultProperty("sun.net.httpserver.maxReqTime", TIMEOUT_S);
        defaultProperty("sun.net.httpserver.maxRspTime", TIMEOUT_S);
        defaultProperty("jdk.httpserver.maxConnections", CONNECTION_LIMIT);
        try {
            server = bind(new InetSocketAddress(config.host(), config.port()), tls);
        } catch (final IOException | RuntimeException e) {
            throw new IllegalStateException("HTTP can't listen on " + Url.authority(config.host(), config.port())
                + " (" + e.getMessage() + "); set http.host and http.port to an address of this machine that is free, "
                + "or http.enabled to false", e);
        }
        executor = threads();
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    private static ExecutorService threads() {
        final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREAD_LIMIT, THREAD_LIMIT, THREAD_IDLE_S,
            TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                final Thread thread = new Thread(task, "http");
                thread.setDaemon(true);
                return thread;
            });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static HttpServer bind(InetSocketAddress address, TlsContexts tls) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, BACKLOG);
        }
        final HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.context()) {
            @Override
            public void configure(HttpsParameters connection) {
                connection.setSSLParameters(tls.parameters());
            }
        });
        return server;
    }

    private void addPages(ServerFacts facts) {
        final Metrics metrics = new Metrics(facts.counters());
        add("/", Page.resource("/web/index.html"));
        for (final String file : PAGE_FILES) {
            add("/app/" + file, Page.resource("/web/" + file));
        }
        for (final String module : CLIENT_MODULES) {
            add("/client/" + module + ".js", Page.resource("/client/" + module + ".js"));
        }
        pages.put("/config.json", () -> Page.json(200, facts.config()));
        pages.put("/health", () -> Page.json(facts.isJournaling() ? 200 : 503, facts.health()));
        pages.put("/metrics", () -> new Page(200, Metrics.CONTENT_TYPE, Page.text(200, metrics.text()).body()));
    }

    private void add(String path, Page page) {
        pages.put(path, () -> page);
    }

    private static void defaultProperty(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            final String method = exchange.getRequestMethod();
            final boolean isHead = "HEAD".equals(method);
            final Page page = isHead || "GET".equals(method) ? page(exchange.getRequestURI().getPath())
                : Page.text(405, "use GET or HEAD\n");
            final Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", page.contentType());
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cache-Control", "no-cache");
            if (page.status() == 405) {
                headers.set("Allow", "GET, HEAD");
            }
            exchange.sendResponseHeaders(page.status(), isHead ? -1 : page.body().length);
            if (!isHead) {
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(page.body());
                }
            }
        }
    }

    private Page page(String path) {
        final Supplier<Page> page = pages.get(path);
        return page != null ? page.get()
            : Page.text(404, "there is no such page; there are /, /health and /metrics\n");
    }

    /**
     * Where it listens.
     *
     * @return the real port where the configuration says 0
     */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
