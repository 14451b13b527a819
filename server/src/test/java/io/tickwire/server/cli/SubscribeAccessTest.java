package io.tickwire.server.cli;

import io.tickwire.config.TlsConfig;
import io.tickwire.gateway.wire.TlsContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The command subscribe where the server wants a token or has a certificate of its own. */
@Timeout(60)
final class SubscribeAccessTest {
    private static final Path TLS = Path.of("../ws-gateway/src/test/resources/tls").toAbsolutePath();
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(40);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    @TempDir
    private Path directory;
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private int subscribe(String... options) {
        final List<String> arguments = new ArrayList<>(List.of("*"));
        arguments.addAll(List.of(options));
        final PrintStream printed = new PrintStream(messages, true);
        return new CommandLine(new SubscribeCommand(new ByteArrayOutputStream(), printed))
            .setErr(new PrintWriter(printed, true)).execute(arguments.toArray(String[]::new));
    }

    /** Run the command until it was seen to say something, and end it. */
    private void subscribeUntil(String message, String... options) throws Exception {
        final CompletableFuture<Integer> code = new CompletableFuture<>();
        final Thread command = new Thread(() -> code.complete(subscribe(options)), "subscribe");
        command.start();
        await(message, () -> messages.toString().contains(message) || code.isDone());
        command.interrupt();
        code.get(DEADLINE_NS, TimeUnit.NANOSECONDS);
        assertTrue(messages.toString().contains(message), messages::toString);
    }

    private void await(String what, BooleanSupplier condition) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < DEADLINE_NS, () -> "'" + what + "' did not come: " + messages);
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    @Test
    void shouldReadTheTokenFileBeforeEachConnection() throws Exception {
        final Path file = Files.writeString(directory.resolve("token"), " a.b.first\n");
        try (TokenServer server = new TokenServer("done", "{\"op\":\"expiring\",\"ms\":59000}")) {
            server.closes.add(4007);
            server.whenShown = () -> write(file, "a.b.second");
            subscribeUntil("resumed from position 5", "--url", server.url(), "--token-file", file.toString());
            assertEquals(List.of("Bearer a.b.first", "Bearer a.b.second"), server.tokens);
        }
        assertFalse(messages.toString().contains("a.b."), messages::toString);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldTellWhatTheServerSaysOfThisClient() throws Exception {
        try (TokenServer server = new TokenServer("done",
            "{\"op\":\"slow\",\"position\":5,\"head\":105,\"ticks\":90,\"ms\":1500}",
            "{\"op\":\"caughtUp\",\"position\":105}", "{\"op\":\"expiring\",\"ms\":59000}",
            "{\"op\":\"error\",\"id\":1,\"code\":\"NOT_ENTITLED\",\"message\":\"twice\"}",
            "{\"op\":\"goingAway\",\"reconnectMs\":1312}")) {
            subscribeUntil("wants this client back", "--url", server.url(), "--token", "a.b.c");
            assertEquals(List.of("Bearer a.b.c"), server.tokens);
        }
        assertEquals(List.of("tickwire: subscribed at position 5, 0 instruments",
            "tickwire: no right to all of IBM@Q; what there is a right to follows",
            "tickwire: slow: 100 positions behind, 1500 ms; nothing is lost by that",
            "tickwire: caught up at position 105", "tickwire: the token expires in 59000 ms",
            "tickwire: the server stops; it wants this client back in 1312 ms"), messages.toString().lines().toList());
    }

    @Test
    void shouldGoOnAtAnotherServerOnlyWhereItMay() throws Exception {
        try (TokenServer other = new TokenServer("done");
             TokenServer server = new TokenServer("done",
                 "{\"op\":\"goingAway\",\"reconnectMs\":1,\"addresses\":[\"" + other.url() + "\"]}")) {
            server.closes.add(1001);
            final String port = other.url().substring(other.url().lastIndexOf(':'));
            subscribeUntil("resumed from position 5", "--url", server.url(), "--token", "a.b.c");
            assertEquals(List.of(), other.tokens);
            assertTrue(messages.toString().contains("back in 1 ms, here or at " + other.url()), messages::toString);
            messages.reset();
            server.closes.add(1001);
            subscribeUntil("resumed from position 5", "--url", server.url(), "--token", "a.b.c", "--follow",
                "b.example,127.0.0.1" + port);
            assertEquals(List.of("Bearer a.b.c"), other.tokens);
        }
    }

    @ParameterizedTest
    @CsvSource({"4006,UNAUTHENTICATED", "4008,REVOKED"})
    void shouldEndWhenTheTokenIsRefused(int code, String name) throws Exception {
        try (TokenServer server = new TokenServer("done")) {
            server.closes.add(code);
            assertEquals(2, subscribe("--url", server.url(), "--token", "a.b.secret"));
        }
        assertTrue(messages.toString().contains("tickwire: the server refuses: " + name + ": "), messages::toString);
        assertFalse(messages.toString().contains("secret"), messages::toString);
    }

    @Test
    void shouldSayHowToShowATokenWhereOneIsWanted() throws Exception {
        try (TokenServer server = new TokenServer("required")) {
            assertEquals(2, subscribe("--url", server.url()));
        }
        assertTrue(messages.toString().contains("wants a token, and this client has none; use --token-file or --token"),
            messages::toString);
    }

    @Test
    void shouldSayWhatIsWrongWithAnOption() throws Exception {
        final String bad = Files.writeString(directory.resolve("bad"), "the secret itself").toString();
        final String empty = Files.createFile(directory.resolve("empty")).toString();
        final String token = Files.writeString(directory.resolve("token"), "a.b.c").toString();
        assertUsage("a host to follow to must be like b.example", "--follow", "ws://b.example");
        assertUsage("exclude each other", "--token", "a.b.c", "--token-file", token);
        assertUsage("--token must be a JWT", "--token", "the secret itself");
        assertUsage("must hold one token (JWT) and nothing else", "--token-file", bad);
        assertUsage("must hold one token (JWT) and nothing else", "--token-file", empty);
        assertUsage("the token file can't be read: there is no file", "--token-file", bad + "x");
        assertUsage("begins with wss:// only", "--ca", TLS.resolve("ec.crt").toString());
        assertUsage("there is no file", "--url", "wss://127.0.0.1", "--ca", bad + "x");
        assertUsage("holds no certificate; give", "--url", "wss://127.0.0.1", "--ca", bad);
        assertUsage("is empty; give", "--url", "wss://127.0.0.1", "--ca", empty);
    }

    private void assertUsage(String message, String... options) {
        messages.reset();
        assertEquals(2, subscribe(options), messages::toString);
        assertTrue(messages.toString().contains(message), messages::toString);
        assertFalse(messages.toString().contains("secret"), messages::toString);
    }

    @Test
    void shouldTrustTheCertificateThatItIsGivenAndNoOther() throws Exception {
        final TlsConfig files = new TlsConfig(TLS.resolve("leaf-chain.crt"), TLS.resolve("leaf.key"), 1);
        final TlsContexts tls = new TlsContexts(files, error -> { },
            TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
        try (TokenServer server = new TokenServer(tls.context(), "none")) {
            final String url = "wss://localhost:" + server.getPort();
            for (final String trusted : List.of("ca.crt", "leaf-chain.crt")) {
                messages.reset();
                subscribeUntil("subscribed at position 5", "--url", url, "--ca", TLS.resolve(trusted).toString());
            }
            for (final String[] options : new String[][]{{"--ca", TLS.resolve("ec.crt").toString()}, {}}) {
                messages.reset();
                final List<String> all = new ArrayList<>(List.of("--url", url, "--connect-timeout", "4"));
                all.addAll(List.of(options));
                assertEquals(1, subscribe(all.toArray(String[]::new)), messages::toString);
                assertTrue(messages.toString().contains("the server's certificate is not trusted"),
                    messages::toString);
                assertEquals(options.length == 0, messages.toString().contains("(else use --ca)"), messages::toString);
            }
        }
    }
}
