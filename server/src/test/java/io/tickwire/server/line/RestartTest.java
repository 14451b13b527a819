package io.tickwire.server.line;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A server that is stopped in order and started again while ticks flow and 50 clients listen: each of them is given
 * every tick once. Run {@code .ci/restarts} for many restarts; {@code -Drestarts.seed} repeats a run.
 */
@Timeout(900)
final class RestartTest {
    private static final int CLIENTS = 50;
    private static final int TICKS_LIMIT = 2_000;
    private static final int BURST_LIMIT = 6;

    @TempDir
    private Path directory;
    private final List<ExactSubscriber> clients = new ArrayList<>();
    private JournalTrace trace;
    private ServerProcess server;

    @Test
    void shouldGiveEveryClientEveryTickOnceAcrossRestarts() {
        final long seed = Long.getLong("restarts.seed", System.nanoTime());
        final int restarts = Integer.getInteger("restarts", 3);
        System.out.println("restarts.seed " + seed + ", restarts " + restarts);
        final Random random = new Random(seed);
        trace = new JournalTrace(directory.resolve("journal"));
        final int port = ServerProcess.freePort();
        final String channel = "aeron:udp?endpoint=127.0.0.1:" + ServerProcess.freePort();
        final String[] settings = {"aeron.channel=" + channel, "gateway.port=" + port, "gateway.connectionRate=0",
            "gateway.connectionRatePerAddress=0", "gateway.reconnectSpread=200ms"};
        server = new ServerProcess(directory, settings);
        try (EndlessFeed feed = new EndlessFeed(directory.resolve("aeron"), channel, seed, BURST_LIMIT)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new ExactSubscriber(LineFixture.client(port).symbols("*").build()));
            }
            awaitAll("a subscription", ExactSubscriber::isStreaming);
            for (int restart = 1; restart <= restarts; restart++) {
                load(random.nextInt(TICKS_LIMIT));
                stop();
                final String epoch = server.start().epoch();
                server = new ServerProcess(directory, settings);
                assertEquals(epoch, server.start().epoch(), "the epoch");
                trace.goOnAfter(server.start().sequence(), null);
                final int resumes = restart;
                awaitAll("an answer to resume", client -> client.isStreaming() && client.resumes() >= resumes);
            }
            load(TICKS_LIMIT);
            final long published = feed.stop();
            awaitAll("the last tick", client -> client.lastNumber() == published - 1);
            stop();
            assertEquals(published, trace.numbered() + trace.onTheWay(), "published");
            clients.forEach(client -> assertEquals(trace.quotes(client.begin().sequence(), trace.last()),
                client.total(), "given to a client in all"));
            System.out.println(published + " ticks, " + trace.onTheWay() + " of them published to a stopping server");
        } finally {
            clients.forEach(ExactSubscriber::close);
            server.close();
        }
    }

    private void awaitAll(String what, Predicate<ExactSubscriber> condition) {
        Await.until(() -> what + ": " + clients.stream().filter(condition).count() + " of " + CLIENTS + " have it; "
            + failure() + " the server: " + server.output(), () -> clients.stream().allMatch(condition));
    }

    private void load(int ticks) {
        final long target = clients.get(0).lastNumber() + ticks;
        awaitAll("tick " + target, client -> client.lastNumber() >= target);
    }

    private String failure() {
        return clients.stream().map(ExactSubscriber::failure).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    /** What each client was given is what is in the files, and all that it was given is whole. */
    private void stop() {
        assertEquals(0, server.stop(), () -> "exit code after SIGTERM; " + server.output());
        awaitAll("the end of the connection", client -> !client.isStreaming());
        assertEquals("", failure());
        trace.read();
        for (final ExactSubscriber client : clients) {
            client.takeStretches().forEach(trace::check);
            assertEquals(List.of(), client.resets());
        }
    }
}
