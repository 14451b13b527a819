package io.tickwire.server.line;

import io.tickwire.client.ClientConfig;
import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.ingest.recorded.RecordedFeed;
import io.tickwire.ingest.recorded.RecordedFeeds;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * 500 clients of which only 200 behave: those get everything exactly once, and of the others nothing is left. With TLS,
 * where one machine also does the work of all clients, there are 100.
 */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
final class ManyClientsTest {
    private static final int TICKS = 65_646;
    private static final int BURST_TICKS = 128;
    private static final long PAUSE_NS = 10_000_000;
    /** About 1 % of what comes in mode all. */
    private static final int SLOW_BYTES_PER_SECOND = 6_000;
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);
    /** The first round fills pools, of which each thread that sends keeps at most 8 MiB. */
    private static final long POOLS_BYTES = 20 << 20;
    private static final long DIRECT_BYTES = 4 << 20;
    private static final long HEAP_BYTES = 16 << 20;
    /** Files of the journal, of which a replay may still have some open. */
    private static final int HANDLES = 16;

    private final Random random = new Random();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldServeWhoBehavesAndKeepNothingOfTheOthers(boolean isTls) {
        final long seed = System.nanoTime();
        System.out.println("ManyClientsTest " + (isTls ? "with" : "without") + " TLS, seed " + seed);
        random.setSeed(seed);
        final List<String> settings = new ArrayList<>(List.of("gateway.connectionLimitPerAddress=0",
            "gateway.connectionRate=0", "gateway.connectionRatePerAddress=0", "gateway.sendBuffer=64KiB",
            "ring.capacity=4096"));
        if (isTls) {
            settings.addAll(List.of(TlsTransport.settings()));
        }
        try (LineFixture line = new LineFixture(directory, settings.toArray(String[]::new))) {
            final TlsTransport tls = isTls ? new TlsTransport(line.server().webSocketPort(), random) : null;
            final BlockingFeed feed = line.feed();
            final Level before = Level.now();
            round(line, feed, tls);
            awaitLevel(line, before, POOLS_BYTES);
            final Level between = Level.now();
            round(line, feed, tls);
            awaitLevel(line, between, DIRECT_BYTES);
            assertTrue(line.counter(CounterId.FANOUT_FELL_BEHIND) > 0, "who does not read falls behind");
            assertEquals(0, line.counter(CounterId.ERRORS), "errors on the server");
        }
    }

    /** {@code tls} is null for none. */
    private void round(LineFixture line, BlockingFeed feed, TlsTransport tls) {
        final int size = tls == null ? 100 : 20;
        final UnaryOperator<ByteChannel> transport = tls == null ? UnaryOperator.identity() : tls;
        final ClientConfig.Builder client = line.client().symbols("*");
        if (tls != null) {
            client.uri("wss://127.0.0.1:" + line.server().webSocketPort()).trust(tls.context());
        }
        try (RecordingClient reference = new RecordingClient(client.build());
             Crowd crowd = new Crowd(line.server().webSocketPort(), transport, random)) {
            crowd.addHealthy(2 * size);
            crowd.addDeaf(size);
            crowd.addSlow(size, SLOW_BYTES_PER_SECOND);
            turnUntil(crowd, "all have subscribed", () -> reference.isSubscribed() && crowd.isAsking());
            crowd.addDoomed(size);
            final CompletableFuture<Void> playing = CompletableFuture.runAsync(() -> play(feed));
            turnUntil(crowd, "all ticks", () -> playing.isDone()
                && crowd.healthy().stream().allMatch(check -> check.ticks() >= TICKS));
            playing.join();

            ExactnessTest.assertSees(SampleReading.all(), reference);
            assertEquals(Set.of((long) TICKS),
                crowd.healthy().stream().map(CoverageCheck::ticks).collect(Collectors.toSet()), "ticks");
            assertEquals(1, crowd.healthy().stream().map(CoverageCheck::checksum).distinct().count(), "contents");
            assertTrue(crowd.cuts() > size, "cuts: " + crowd.cuts());
        }
    }

    private static void turnUntil(Crowd crowd, String what, BooleanSupplier condition) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            crowd.turn();
            assertEquals("", crowd.failure());
            assertTrue(System.nanoTime() - startNs < DEADLINE_NS, () -> "did not happen in time: " + what + "; ticks: "
                + crowd.healthy().stream().mapToLong(CoverageCheck::ticks).summaryStatistics());
        }
    }

    private static void play(BlockingFeed feed) {
        try (RecordedFeed recorded = RecordedFeeds.openBundledSample()) {
            for (int i = 1; recorded.next(feed); i++) {
                if (i % BURST_TICKS == 0) {
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        }
    }

    private static void awaitLevel(LineFixture line, Level before, long directBytes) {
        Await.until(() -> "connections open: " + line.counter(CounterId.GATEWAY_CONNECTIONS) + ", subscribers: "
            + line.counter(CounterId.FANOUT_SUBSCRIBERS), () -> line.counter(CounterId.GATEWAY_CONNECTIONS) == 0
            && line.counter(CounterId.FANOUT_SUBSCRIBERS) == 0);
        Await.until(() -> "back to " + before + ": " + Level.now(),
            () -> Level.now().isBackTo(before, HANDLES, directBytes, HEAP_BYTES));
    }
}
