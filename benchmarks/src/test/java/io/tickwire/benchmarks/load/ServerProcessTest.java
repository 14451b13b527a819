package io.tickwire.benchmarks.load;

import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(180)
final class ServerProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> SMALL = List.of("-Xms64m", "-XX:NativeMemoryTracking=summary");
    private static final String EVERYTHING = "{\"op\":\"subscribe\",\"symbols\":[\"*\"]}";

    private static Set<Path> remains(String name) throws IOException {
        try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")));
             Stream<Path> shared = Files.list(Path.of("/dev/shm"))) {
            return Stream.concat(temporary, shared)
                .filter(path -> path.getFileName().toString().startsWith(name))
                .collect(Collectors.toSet());
        }
    }

    @Test
    void shouldServeACrowdAndLeaveNothingBehind() throws IOException {
        final String name;
        try (ServerProcess server = new ServerProcess(SMALL, List.of("http.enabled=false"));
             TickPump pump = new TickPump(server.connectPublisher(), 10, 5);
             Crowd crowd = new Crowd(server.port(), 2)) {
            name = server.directory().getFileName().toString();
            assertEquals(2, remains(name).size());
            server.await(CounterId.INGEST_TICKS, taken -> taken == 10 + 10);
            crowd.connect(5, i -> EVERYTHING, LIMIT);
            final long offset = server.counter(CounterId.RING_PUBLISHED);
            assertEquals(1, pump.pumpAt(2_000, 500_000_000L) / 2_000, 0.9);
            crowd.awaitAll(offset + pump.published(), LIMIT);
            crowd.check();
            assertEquals(5 * 1_000, crowd.totals().ticks());
            assertEquals(5 * 1_000, crowd.takeLatencies().getTotalCount());
            assertEquals(5, server.counter(CounterId.GATEWAY_CONNECTIONS));
            assertTrue(server.cpuSeconds() > 0);
            assertTrue(server.memory().heap().totalBytes() > 1_000_000, "the heap was not told");
            assertTrue(server.memory().committedBytes() > 1_000_000, "the JVM's own memory was not told");
            assertTrue(server.memory().residentBytes() > server.memory().anonymousBytes());
            crowd.expectGoodbye();
            server.terminate();
            assertEquals(5, crowd.awaitGoodbye(LIMIT));
            assertTrue(server.awaitEnd(LIMIT), "the server did not end");
            crowd.check();
        }
        assertEquals(Set.of(), remains(name));
    }

    @Test
    void shouldLeaveNothingBehindOfAServerThatWasKilled() throws IOException {
        final String name;
        try (ServerProcess server = new ServerProcess(SMALL, List.of("http.enabled=false"))) {
            name = server.directory().getFileName().toString();
            assertEquals(2, remains(name).size());
            ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
            assertTrue(server.awaitEnd(LIMIT), "the server did not end");
            assertEquals(2, remains(name).size());
        }
        assertEquals(Set.of(), remains(name));
    }

    @Test
    void shouldSayWhyAServerDoesNotStart() {
        final IOException e = assertThrows(IOException.class,
            () -> new ServerProcess(List.of("-XX:NoSuchOption"), List.of()));
        assertTrue(e.getMessage().contains("ended with 1") && e.getMessage().contains("NoSuchOption"), e.getMessage());
    }

    @Test
    void shouldSeeThatASubscriberWasClosed() throws IOException {
        try (ServerProcess server = new ServerProcess(SMALL, List.of("http.enabled=false"));
             Crowd crowd = new Crowd(server.port(), 1)) {
            crowd.connect(1, i -> EVERYTHING, LIMIT);
            server.terminate();
            assertEquals(1, crowd.awaitGoodbye(LIMIT));
            final IOException e = assertThrows(IOException.class, crowd::check);
            assertTrue(e.getMessage().contains("1001"), e.getMessage());
        }
    }

    @Test
    void shouldLetTheFloorWriteNoMoreThanIsAllowed() throws IOException {
        try (FloorProcess floor = new FloorProcess(3, 10); Crowd crowd = new Crowd(floor.port(), 1)) {
            crowd.connect(3, i -> "{}", LIMIT);
            floor.runInStep(crowd, 100, 100_000_000L);
            crowd.awaitAll(100, LIMIT);
            crowd.check();
            final CrowdTotals totals = crowd.totals();
            assertEquals(10 * totals.frames(), totals.ticks());
            assertTrue(totals.frames() >= 3 * 10, "fewer frames than were allowed");
        }
    }
}
