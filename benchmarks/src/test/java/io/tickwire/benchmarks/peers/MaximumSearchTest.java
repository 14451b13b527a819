package io.tickwire.benchmarks.peers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(30)
class MaximumSearchTest {
    @Test
    void shouldDoubleAndThenLookBetween() throws IOException {
        final FakeServer server = new FakeServer(0, 300_000);
        assertEquals(282_843, new MaximumSearch(server).run(50_000));
        assertEquals(List.of(50_000L, 100_000L, 200_000L, 400_000L, 282_843L, 336_359L), server.asked());
    }

    @Test
    void shouldHalveWhereTheFirstRateIsTooMuch() throws IOException {
        final FakeServer server = new FakeServer(0, 20_000);
        assertEquals(17_678, new MaximumSearch(server).run(50_000));
        assertEquals(List.of(50_000L, 25_000L, 12_500L, 17_678L, 21_023L), server.asked());
    }

    @Test
    void shouldNotMeasureAgainWhatIsKnown() throws IOException {
        final FakeServer server = new FakeServer(0, 300_000);
        final MaximumSearch search = new MaximumSearch(server);
        for (final long perSecond : List.of(200_000L, 320_000L, 280_000L, 310_000L)) {
            search.measure(perSecond);
        }
        // Once: the rates are then too near each other.
        assertEquals(294_618, search.run(50_000));
        assertEquals(List.of(200_000L, 320_000L, 280_000L, 310_000L, 294_618L), server.asked());
    }

    @Test
    void shouldGiveUpWhereNothingIsDelivered() throws IOException {
        assertEquals(0, new MaximumSearch(new FakeServer(0, 0)).run(50_000));
    }
}
