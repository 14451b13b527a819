package io.tickwire.server.line;

import io.tickwire.client.Position;
import io.tickwire.journal.JournalInspector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** kill -9 of the server process while ticks flow. */
@Timeout(240)
final class KillTest {
    private static final int KILLS = 3;
    private static final int TICKS_BETWEEN_KILLS = 20_000;

    @TempDir
    private Path directory;

    @Test
    void shouldGoOnAfterEachKillWithTheSameEpochAndReplayAllThatWasSeen() {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        final String channel = "aeron:udp?endpoint=127.0.0.1:" + ServerProcess.freePort();
        final int port = ServerProcess.freePort();
        final String[] settings = {"aeron.channel=" + channel, "gateway.port=" + port};
        ServerProcess server = new ServerProcess(directory, settings);
        try (EndlessFeed feed = new EndlessFeed(directory.resolve("aeron"), channel, seed);
             RecordingClient client = new RecordingClient(LineFixture.client(port).symbols("*").build())) {
            Await.until(() -> "subscription: " + client.events(), client::isSubscribed);
            final Position start = client.position();
            for (int kill = 0; kill < KILLS; kill++) {
                awaitMore(client, TICKS_BETWEEN_KILLS / 2 + random.nextInt(TICKS_BETWEEN_KILLS));
                server.kill();
                server = new ServerProcess(directory, settings);
                final int resumes = kill + 1;
                Await.until(() -> "resume: " + client.events(), () -> client.resumes() >= resumes);
            }
            awaitMore(client, TICKS_BETWEEN_KILLS);
            final long lastTimeNs = EndlessFeed.timeNs(feed.stop() - 1);
            Await.until(() -> "the last tick, after " + client.tickCount(),
                () -> client.ticks(client.tickCount() - 1).timeNs() == lastTimeNs);
            assertContinuous(client, start, port);
            assertEquals(0, server.stop(), () -> "exit code after SIGTERM");
        } finally {
            server.close();
        }
        final List<JournalInspector.FileSummary> files = new JournalInspector(directory.resolve("journal")).summarize();
        assertTrue(files.stream().allMatch(file -> file.damage().isEmpty()), files::toString);
    }

    private static void awaitMore(RecordingClient client, int count) {
        final int target = client.tickCount() + count;
        Await.until(() -> "ticks: " + client.tickCount() + " of " + target + " " + client.events(),
            () -> client.tickCount() >= target);
    }

    /** A second subscriber that replays everything must see what the first saw live, across all kills. */
    private static void assertContinuous(RecordingClient client, Position start, int port) {
        assertEquals(0, client.resets(), () -> "resets: " + client.events());
        assertTrue(client.events().stream().noneMatch(event -> event.startsWith("GAP") || event.startsWith("ERROR")),
            () -> client.events().toString());
        assertEquals(start.epoch(), client.position().epoch(), "epoch");
        try (RecordingClient replay =
                 new RecordingClient(LineFixture.client(port).symbols("*").start(start).build())) {
            Await.until(() -> "the replay: " + replay.tickCount() + " of " + client.tickCount() + replay.events(),
                () -> replay.tickCount() >= client.tickCount());
            SeenTick.assertSame(replay.ticks(), client.ticks());
        }
        final List<SeenTick> ticks = client.ticks();
        for (int i = 1; i < ticks.size(); i++) {
            assertTrue(ticks.get(i).timeNs() > ticks.get(i - 1).timeNs(), "twice or out of order at tick " + i);
        }
    }
}
