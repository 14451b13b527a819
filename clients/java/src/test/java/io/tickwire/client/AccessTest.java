package io.tickwire.client;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import static org.junit.jupiter.api.Assertions.*;

/** Tokens, and what a client makes of a server that lets it in no more, not now, or not at all. */
@Timeout(100)
final class AccessTest {
    private static final int COUNT = 1_000;
    private final long seed = System.nanoTime();
    private final RecordingListener listener = new RecordingListener();
    private final AtomicInteger asked = new AtomicInteger();
    private final Supplier<String> tokens = () -> "a.b.token-" + asked.incrementAndGet();

    AccessTest() {
        System.out.println("seed " + seed);
    }

    private ClientConfig.Builder config(String url) {
        return ClientConfig.builder().uri(url).symbols("BTC*").reconnect(new ReconnectPolicy(1, 5, seed));
    }

    private void assertEveryTick() throws InterruptedException {
        listener.awaitTicks(COUNT + 1);
        final List<String> expected = new ArrayList<>();
        for (int i = 1; i <= COUNT; i++) {
            expected.add(FakeServer.tick(i));
        }
        assertEquals(expected, listener.ticks().stream().filter(tick -> !tick.endsWith(" S")).toList());
    }

    private List<String> disconnections() {
        return listener.events().stream().filter(event -> event.startsWith("disconnected")).toList();
    }

    @Test
    void shouldComeBackWithAnotherTokenWhenOneHasExpired() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.auth = "done";
            server.closes.add(4007);
            try (TickwireClient client = TickwireClient.start(config(server.url()).token(tokens).build(), listener)) {
                assertNotNull(client);
                assertEveryTick();
                assertEquals(List.of("Bearer a.b.token-1", "Bearer a.b.token-2"), server.tokens);
            }
        }
    }

    @Test
    void shouldShowAFreshTokenBeforeOneExpires() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.notice = "{\"op\":\"expiring\",\"ms\":59000}";
            try (TickwireClient client = TickwireClient.start(config(server.url()).token(tokens).build(), listener)) {
                listener.awaitEvent("the warning", "expiring 59000"::equals);
                listener.await("a second token", () -> server.tokens.size() == 2);
                assertEquals(List.of("Bearer a.b.token-1", "a.b.token-2"), server.tokens);
                client.ping();
                listener.awaitEvent("pong", "pong 42"::equals);
                assertEquals(1, server.connections.get());
            }
        }
    }

    @Test
    void shouldNotShowTheSameTokenTwice() throws InterruptedException {
        final Supplier<String> constant = () -> {
            asked.incrementAndGet();
            return "a.b.c";
        };
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.notice = "{\"op\":\"expiring\",\"ms\":59000}";
            try (TickwireClient client = TickwireClient.start(config(server.url()).token(constant).build(), listener)) {
                listener.awaitEvent("the warning", "expiring 59000"::equals);
                listener.await("a second question", () -> asked.get() == 2);
                for (int i = 0; i < 3; i++) {
                    client.ping();
                }
                listener.await("3 answers", () -> listener.events().stream().filter("pong 42"::equals).count() == 3);
                assertEquals(List.of("Bearer a.b.c"), server.tokens);
            }
        }
    }

    @Test
    void shouldShowTheTokenInARequestIfTheHandshakeDidNotBringIt() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.auth = "required";
            try (TickwireClient client = TickwireClient.start(config(server.url()).token(tokens).build(), listener)) {
                client.subscribe("ETH*");
                assertEveryTick();
                assertEquals(List.of("Bearer a.b.token-1", "a.b.token-2"), server.tokens);
            }
        }
    }

    @Test
    void shouldEndIfATokenIsWantedAndThereIsNone() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.auth = "required";
            try (TickwireClient client = TickwireClient.start(config(server.url()).build(), listener)) {
                assertNotNull(client);
                listener.awaitEvent("the end",
                    "refused UNAUTHENTICATED the server wants a token, and this client has none"::equals);
            }
            assertEquals(1, server.connections.get());
        }
    }

    @ParameterizedTest
    @CsvSource({"4006,UNAUTHENTICATED", "4008,REVOKED"})
    void shouldEndWhenItIsLetInNoMore(int code, String name) throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.closes.add(code);
            try (TickwireClient client = TickwireClient.start(config(server.url()).token(tokens).build(), listener)) {
                assertNotNull(client);
                listener.awaitEvent("the end", ("refused " + name + " the server closed the connection with code "
                    + code + ": as told")::equals);
            }
            assertEquals(List.of(), disconnections());
            assertEquals(1, server.connections.get());
        }
    }

    @Test
    void shouldResumeWithWhatIsLeftWhenItsRightsChange() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.closes.add(4009);
            try (TickwireClient client = TickwireClient.start(config(server.url()).token(tokens).build(), listener)) {
                assertNotNull(client);
                assertEveryTick();
                assertEquals(2, server.connections.get());
            }
        }
    }

    @Test
    void shouldComeBackWhenAServerThatStopsSaidSo() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.closes.addAll(List.of(1001, 4009));
            try (TickwireClient client = TickwireClient.start(config(server.url()).build(), listener)) {
                assertNotNull(client);
                assertEveryTick();
                assertTrue(listener.events().contains("going away 37"), () -> listener.events().toString());
                assertEquals("disconnected the server closed the connection with code 1001: as told (37)",
                    disconnections().get(0));
                assertFalse(disconnections().get(1).endsWith("(37)"), "it holds for one connection");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"401,UNAUTHENTICATED", "403,FORBIDDEN"})
    void shouldEndWhenTheHandshakeIsRefused(int status, String name) throws Exception {
        final AtomicInteger requests = new AtomicInteger();
        final HttpServer server = answering(status, requests);
        try (TickwireClient client = TickwireClient.start(config(url(server)).token(tokens).build(), listener)) {
            assertNotNull(client);
            listener.awaitEvent("the end", ("refused " + name + " can't connect to " + url(server)
                + ": the server answered HTTP " + status + ": no entry today")::equals);
        } finally {
            server.stop(0);
        }
        assertEquals(1, requests.get());
        assertEquals(List.of(), disconnections());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void shouldTryAgainWhenTheServerHasTooMuchToDo(int status) throws Exception {
        final AtomicInteger requests = new AtomicInteger();
        final HttpServer server = answering(status, requests);
        try (TickwireClient client = TickwireClient.start(config(url(server)).build(), listener)) {
            assertNotNull(client);
            listener.await("3 attempts", () -> requests.get() >= 3);
            assertTrue(disconnections().get(0).startsWith("disconnected can't connect to " + url(server)
                + ": the server answered HTTP " + status + ": no entry today ("), () -> disconnections().toString());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldWaitAsLongAsTheServerAsks() throws Exception {
        final HttpServer server = answering(429, new AtomicInteger(), "Retry-After", "77");
        try (TickwireClient client = TickwireClient.start(config(url(server)).build(), listener)) {
            assertNotNull(client);
            listener.awaitEvent("a wait of 77 s", event -> event.endsWith("(77000)"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldTryAgainWhenThereIsNoTokenAndNeverTellABadOne() throws InterruptedException {
        final Supplier<String> late = () -> switch (asked.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("the vault is sealed");
            case 2 -> "a.b.secret\r\nX-Other: 1";
            case 3 -> null;
            default -> "a.b.c";
        };
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            try (TickwireClient client = TickwireClient.start(config(server.url()).token(late).build(), listener)) {
                assertNotNull(client);
                assertEveryTick();
            }
            assertEquals(List.of("Bearer a.b.c"), server.tokens);
            assertEquals(3, disconnections().size());
            assertTrue(disconnections().get(0).startsWith("disconnected no token: the vault is sealed ("));
            assertTrue(disconnections().get(1).contains("no token: a token must be a JWT"));
            assertFalse(disconnections().toString().contains("secret"), "the token is told");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGoOnAtAnotherServerOnlyWhereItMay(boolean isAllowed) throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed); FakeServer other = new FakeServer(COUNT, seed)) {
            server.closes.add(1001);
            server.otherAddresses = "[7,\"http://127.0.0.1\",\"" + other.url() + "\",\"b c\"]";
            final ClientConfig config = config(server.url()).token(tokens)
                .followHosts(isAllowed ? "127.0.0.1" : "b.example").build();
            try (TickwireClient client = TickwireClient.start(config, listener)) {
                assertNotNull(client);
                assertEveryTick();
            }
            listener.awaitEvent("where else", ("going away 37 [" + other.url() + "]")::equals);
            assertEquals(1, listener.events().stream().filter(event -> event.startsWith("resumed")).count());
            assertEquals(isAllowed ? List.of("Bearer a.b.token-2") : List.of(), other.tokens);
            assertEquals(isAllowed ? 1 : 2, server.connections.get());
        }
    }

    @Test
    void shouldGoOnToTheNextWhenAnotherServerRefusesIt() throws IOException, InterruptedException {
        final AtomicInteger requests = new AtomicInteger();
        final HttpServer other = answering(401, requests);
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.closes.add(1001);
            server.otherAddresses = "[\"" + url(other) + "\"]";
            try (TickwireClient client = TickwireClient.start(config(server.url()).followHosts("127.0.0.1").build(),
                listener)) {
                assertNotNull(client);
                assertEveryTick();
            }
        } finally {
            other.stop(0);
        }
        assertEquals(1, requests.get());
    }

    private static String url(HttpServer server) {
        return "ws://127.0.0.1:" + server.getAddress().getPort();
    }

    private static HttpServer answering(int status, AtomicInteger requests, String... header) throws IOException {
        final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            if (header.length > 0) {
                exchange.getResponseHeaders().set(header[0], header[1]);
            }
            final byte[] body = "no entry\n\u001b today".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
