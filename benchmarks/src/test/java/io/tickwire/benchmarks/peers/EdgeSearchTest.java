package io.tickwire.benchmarks.peers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class EdgeSearchTest {
    private static final long[] LADDER = {50_000, 100_000, 200_000, 500_000, 1_000_000};
    private static final double NEAR = Math.pow(2.5, 1.0 / 16);
    private static final long NEVER = Long.MAX_VALUE;
    private static final long MS = 1_000_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private static SustainedRate edgeOf(FakeServer server) throws IOException {
        return new EdgeSearch(server, LADDER).run().edge().orElseThrow();
    }

    @Test
    void shouldComeNearToTheLimitWhereverItIs() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            final long limit = 4_000 + random.nextInt(5_000_000);
            final FakeServer server = new FakeServer(limit, random.nextBoolean() ? NEVER : limit);
            final SustainedRate edge = edgeOf(server);
            final String circumstances = "seed " + seed + ", limit " + limit + ", edge " + edge.perSecond();
            assertTrue(edge.perSecond() <= limit, circumstances);
            assertTrue(edge.perSecond() * NEAR + 2 > limit, circumstances);
            assertEquals(3, Collections.frequency(server.asked(), edge.perSecond()), circumstances);
            assertTrue(server.asked().size() <= 20, circumstances + ", " + server.asked());
        }
    }

    @Test
    void shouldStopClimbingAtAMissThatARepeatConfirms() throws IOException {
        final FakeServer server = new FakeServer(150_000, 150_000);
        final Climb climb = new EdgeSearch(server, LADDER).run();
        assertEquals(List.of(50_000L, 100_000L, 200_000L, 200_000L, 100_000L), server.asked().subList(0, 5));
        assertEquals(List.of(50_000L, 100_000L, 200_000L), List.copyOf(climb.steps().keySet()));
    }

    @Test
    void shouldGoOnClimbingAfterAMissByChance() throws IOException {
        assertEquals(500_000, edgeOf(new FakeServer(500_000, NEVER)
            .first(100_000, FakeServer.lost(100_000))).perSecond());
    }

    @Test
    void shouldNotBelieveASingleLuckyRun() throws IOException {
        // Of a step of the ladder, and of a rate between two.
        assertEquals(100_000, edgeOf(new FakeServer(100_000, NEVER)
            .first(200_000, FakeServer.good(200_000, MS))
            .first(141_421, FakeServer.good(141_421, MS))).perSecond());
    }

    @Test
    void shouldLookBelowTheLadder() throws IOException {
        final FakeServer server = new FakeServer(13_000, NEVER);
        final long edge = edgeOf(server).perSecond();
        assertTrue(edge <= 13_000 && edge * NEAR > 13_000, "edge " + edge);
    }

    @Test
    void shouldFindNothingWhereNothingIsSustained() throws IOException {
        final FakeServer server = new FakeServer(0, NEVER);
        assertEquals(Optional.empty(), new EdgeSearch(server, LADDER).run().edge());
        assertEquals(List.of(50_000L, 50_000L, 25_000L, 12_500L, 6_250L, 3_125L), server.asked());
    }

    @Test
    void shouldGoOnAboveTheLadderWhereNothingMisses() throws IOException {
        final FakeServer server = new FakeServer(NEVER, NEVER);
        assertEquals(128_000_000, edgeOf(server).perSecond());
        assertEquals(LADDER.length + 7 + 2, server.asked().size());
    }

    @Test
    void shouldTellTheMedianOfThreeRuns() throws IOException {
        final long rate = 1_000_000;
        final SustainedRate edge = edgeOf(new FakeServer(rate, NEVER).first(rate, FakeServer.good(rate, 7 * MS),
            FakeServer.good(rate, 9 * MS), FakeServer.good(rate, 8 * MS)));
        assertEquals(8_000, edge.outcome().us(99), 10);
    }

    @Test
    void shouldCountARunThatLostSomethingAsTheWorst() {
        final Outcome good = FakeServer.good(1, 7 * MS);
        final Outcome better = FakeServer.good(1, 3 * MS);
        final Outcome lost = FakeServer.lost(1);
        assertEquals(good, Outcome.median(List.of(lost, good, better)));
        assertEquals(lost, Outcome.median(List.of(lost, good, lost)));
        assertEquals(good, Outcome.median(List.of(better, good)));
    }
}
