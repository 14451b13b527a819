package io.tickwire.server.line;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tickwire.client.Position;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.ingest.FeedPublisher;
import io.tickwire.journal.JournalInspector;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** kill -9 of the server process while ticks flow. */
@Timeout(240)
final class KillTest {
    private static final int STREAM_ID = 1001;
    private static final long TIME_NS = 1_723_161_471_000_000_000L;
    private static final long PAUSE_NS = 1_000_000;
    private static final int KILLS = 3;
    private static final int TICKS_BETWEEN_KILLS = 20_000;

    @TempDir
    private Path directory;

    /** A feed handler that publishes without end, whatever becomes of the server. */
    private static final class EndlessFeed implements Runnable, AutoCloseable {
        private final MediaDriver driver;
        private final BlockingFeed feed;
        private final Aeron aeron;
        private final Thread thread = new Thread(this, "endless-feed");
        /** Set by the feed's thread, read by the test. */
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        /** Set by the test, read by the feed's thread. */
        private volatile boolean isStopped;
        /** Set by the feed's thread, read by the test when it has ended. */
        private volatile int published;

        EndlessFeed(Path directory, String channel) {
            driver = MediaDriver.launch(new MediaDriver.Context().aeronDirectoryName(directory.toString())
                .threadingMode(ThreadingMode.SHARED).dirDeleteOnStart(true).dirDeleteOnShutdown(true));
            aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory.toString()));
            feed = new BlockingFeed(FeedPublisher.connect(aeron, channel, STREAM_ID, LineFixture.SOURCE_ID),
                new SleepingMillisIdleStrategy(1), TimeUnit.SECONDS.toNanos(60));
            thread.start();
        }

        @Override
        public void run() {
            try {
                final int id = feed.onInstrument("IBM@Q", -4, 0);
                for (int i = 0; !isStopped; i++) {
                    feed.onQuote(id, TIME_NS + i, i, i, i + 1L, i);
                    published = i + 1;
                    if (i % 50 == 0) {
                        LockSupport.parkNanos(PAUSE_NS);
                    }
                }
            } catch (final RuntimeException e) {
                failure.set(e);
            }
        }

        /** The time of the last tick. */
        long stop() {
            isStopped = true;
            Await.until("the end of the feed", () -> !thread.isAlive());
            assertNull(failure.get());
            return TIME_NS + published - 1;
        }

        @Override
        public void close() {
            isStopped = true;
            thread.interrupt();
            Await.until("the end of the feed", () -> !thread.isAlive());
            feed.close();
            aeron.close();
            driver.close();
        }
    }

    @Test
    void shouldGoOnAfterEachKillWithTheSameEpochAndReplayAllThatWasSeen() {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        final String channel = "aeron:udp?endpoint=127.0.0.1:" + ServerProcess.freePort();
        final int port = ServerProcess.freePort();
        final String[] settings = {"aeron.channel=" + channel, "gateway.port=" + port};
        ServerProcess server = new ServerProcess(directory, settings);
        try (EndlessFeed feed = new EndlessFeed(directory.resolve("aeron"), channel);
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
            final long lastTimeNs = feed.stop();
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
