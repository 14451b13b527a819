package io.tickwire.client;

import io.tickwire.core.instrument.Instrument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(150)
final class TickwireClientTest {
    private static final int COUNT = 3_000;
    private final long seed = System.nanoTime();
    private final RecordingListener listener = new RecordingListener();

    TickwireClientTest() {
        System.out.println("seed " + seed);
    }

    private ClientConfig.Builder config(FakeServer server) {
        return ClientConfig.builder().uri(server.url()).symbols("BTC*").reconnect(new ReconnectPolicy(1, 5, seed));
    }

    private static List<String> expected(int count) {
        final List<String> ticks = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ticks.add(FakeServer.tick(i));
        }
        return ticks;
    }

    private void assertExactTicks(int count) throws InterruptedException {
        final int snapshots = (int) listener.ticks().stream().filter(tick -> tick.endsWith(" S")).count();
        listener.awaitTicks(count + snapshots);
        assertEquals(expected(count), listener.ticks().stream().filter(tick -> !tick.endsWith(" S")).toList());
    }

    @Test
    void shouldReceiveExactlyTheTicksAcrossFiftyCuts() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT * 10, seed)) {
            server.cutsLeft.set(50);
            // The JDK does not always tell of a cut; then silence does.
            server.heartbeatMs = 250;
            try (TickwireClient client = TickwireClient.start(config(server).silenceHeartbeats(2).build(), listener)) {
                listener.awaitEvent("the snapshot", event -> event.startsWith("subscribed"));
                listener.awaitTicks(COUNT * 10);
                assertExactTicks(COUNT * 10);
                assertTrue(server.connections.get() >= 51, server.connections + " connections");
                assertTrue(listener.events().stream().noneMatch(e -> e.startsWith("gap")));
                client.ping();
                listener.awaitEvent("pong", "pong 42"::equals);
            }
        }
    }

    @Test
    void shouldReceiveExactlyTheTicksSinceATimeAcrossCuts() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.cutsLeft.set(3);
            server.heartbeatMs = 250;
            final int first = server.random.nextInt(2, COUNT);
            final ClientConfig since = config(server).silenceHeartbeats(2)
                .since(Instant.ofEpochSecond(0, FakeServer.BASE + first)).build();
            try (TickwireClient client = TickwireClient.start(since, listener)) {
                assertNotNull(client);
                listener.awaitTicks(COUNT - first + 1);
                assertEquals(expected(COUNT).subList(first - 1, COUNT), listener.ticks());
                assertTrue(server.timeRequests.get() >= 1, "nothing was asked by time");
            }
        }
    }

    @Test
    void shouldTellOfAGapAndStillMissNothing() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.gaps.set(2);
            try (TickwireClient client = TickwireClient.start(config(server).build(), listener)) {
                assertNotNull(client);
                listener.awaitTicks(COUNT);
                assertExactTicks(COUNT);
                assertEquals(2, listener.events().stream().filter(event -> event.startsWith("gap ")).count());
            }
        }
    }

    @Test
    void shouldTellWhatTheServerHasLostAndGoOnBehindIt() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.toldGaps.set(1);
            try (TickwireClient client = TickwireClient.start(config(server).build(), listener)) {
                listener.awaitEvent("lost", event -> event.startsWith("lost "));
                assertTrue(listener.events().contains("lost " + server.lostFrom + " " + server.lostThrough));
                final long lost = server.lostThrough / 3 - (server.lostFrom - 1) / 3;
                listener.awaitTicks((int) (COUNT + 1 - lost));
                assertTrue(listener.ticks().get(listener.ticks().size() - 1).equals(FakeServer.tick(COUNT)));
                assertEquals(1, server.connections.get(), "no reconnect is needed");
                assertEquals(0, listener.events().stream().filter(event -> event.startsWith("gap ")).count());
                client.ping();
                listener.awaitEvent("pong", "pong 42"::equals);
            }
        }
    }

    @Test
    void shouldReconnectWhenNothingComes() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.silences.set(1);
            server.heartbeatMs = 100;
            try (TickwireClient client = TickwireClient.start(config(server).silenceHeartbeats(3).build(), listener)) {
                assertNotNull(client);
                listener.awaitTicks(COUNT);
                assertExactTicks(COUNT);
                listener.awaitEvent("silence", event -> event.contains("nothing came for 300 ms"));
            }
        }
    }

    @Test
    void shouldTellOfAResetAndGoOnWithTheSnapshot() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.resetReason = "EPOCH_CHANGED";
            final Position old = new Position("0000000000000001", 77);
            try (TickwireClient client = TickwireClient.start(config(server).start(old).build(), listener)) {
                assertNotNull(client);
                listener.awaitEvent("reset", "reset EPOCH_CHANGED 0 0"::equals);
                listener.awaitTicks(COUNT + 1);
                assertExactTicks(COUNT);
                assertTrue(listener.ticks().get(0).endsWith(" S"));
            }
        }
    }

    @Test
    void shouldGiveUpWhenRefusedAndStopWithoutLeavingThreads() throws InterruptedException {
        try (FakeServer server = new FakeServer(COUNT, seed)) {
            server.error = "BAD_SYMBOL";
            try (TickwireClient client = TickwireClient.start(config(server).build(), listener)) {
                assertNotNull(client);
                listener.awaitEvent("refused", "refused BAD_SYMBOL no"::equals);
            }
            server.error = null;
            TickwireClient.start(config(server).build(), listener).close();
        }
        final long deadline = System.currentTimeMillis() + 30_000;
        while (clientThreads() > 0) {
            assertTrue(System.currentTimeMillis() < deadline,
                "threads are left: " + Thread.getAllStackTraces().keySet());
            System.gc();
            Thread.onSpinWait();
        }
    }

    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
            .filter(name -> name.startsWith("tickwire-client") || name.startsWith("HttpClient")).count();
    }

    @Test
    void shouldGoOnWhenTheListenerThrowsAndUseOneThread() throws InterruptedException {
        final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        final RecordingListener throwing = new RecordingListener() {
            @Override
            public void onQuote(long timeNs, Instrument instrument, long bidPrice, long bidSize, long askPrice,
                                long askSize, int flags) {
                threads.add(Thread.currentThread());
                super.onQuote(timeNs, instrument, bidPrice, bidSize, askPrice, askSize, flags);
                if (bidPrice == 5) {
                    throw new IllegalStateException("five");
                }
            }
        };
        try (FakeServer server = new FakeServer(COUNT, seed);
             TickwireClient client = TickwireClient.start(config(server).build(), throwing)) {
            assertNotNull(client);
            throwing.awaitTicks(COUNT + 1);
            throwing.awaitEvent("failure", "failure onQuote five"::equals);
            assertEquals(1, server.connections.get());
        }
        assertEquals(1, threads.size());
    }
}
