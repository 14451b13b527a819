package io.tickwire.benchmarks;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(20)
final class PercentilesTest {
    @Test
    void shouldTakeTheMedianOfEachPercentileByItself() {
        assertEquals(new Percentiles(2, 20, 300), Percentiles.medians(List.of(new Percentiles(1, 30, 300),
            new Percentiles(3, 10, 100), new Percentiles(2, 20, 900))));
        assertEquals(new Percentiles(1.5, 20, 200), Percentiles.medians(List.of(new Percentiles(1, 30, 300),
            new Percentiles(2, 10, 100))));
    }

    @Test
    void shouldReadMicrosecondsFromNanoseconds() {
        final Histogram latencyNs = new Histogram(3);
        for (int i = 1; i <= 1_000; i++) {
            latencyNs.recordValue(i * 1_000L);
        }
        final Percentiles percentiles = Percentiles.of(latencyNs);
        assertEquals(500, percentiles.p50Us(), 1);
        assertEquals(990, percentiles.p99Us(), 1);
        assertEquals(999, percentiles.p999Us(), 1);
    }
}
