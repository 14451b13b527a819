package io.tickwire.benchmarks.report;

import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class BenchReportTest {
    @TempDir
    private Path directory;

    private BenchReport report(double othersCores) throws IOException {
        final long[] others = new long[1];
        return new BenchReport(directory, "trial", "What it is.", false, new OtherLoad(
            () -> Optional.of(new CpuSample((long) (100 * othersCores * others[0]), 0, 0,
                1_000_000_000L * others[0]++)), () -> { }));
    }

    private static Histogram latencies() {
        final Histogram histogram = new Histogram(3);
        for (int us = 1; us <= 1_000; us++) {
            histogram.recordValue(us * 1_000L);
        }
        return histogram;
    }

    @Test
    void shouldWriteEveryFile() throws IOException {
        final BenchReport report = report(0);
        report.figure("speed", 5, "ticks/s", "subscribers", 10);
        report.latency("tickToClient", latencies(), "rate", 10_000);
        report.target(new Target("p50", 500, 600, true, "us"));

        assertTrue(report.finish());

        final BenchResult result = ResultJson.read(directory.resolve("trial.json"));
        assertEquals("What it is.", result.about());
        assertEquals(List.of(), result.doubts());
        assertEquals("0.0 % of a core", result.machine().get("others before"));
        assertEquals("0.0 % of a core", result.machine().get("others during"));
        assertEquals("10", result.figures().get(0).labels().get("subscribers"));
        assertEquals(500, result.curves().get(0).percentilesUs().get("p50Us"), 1);
        assertEquals(1_000, result.curves().get(0).percentilesUs().get("maxUs"), 1);
        assertEquals(1, result.reachedCount());
        assertTrue(Files.readString(directory.resolve("trial-tickToClient-10000-OK.hdr")).contains("Percentile"));
        assertTrue(Files.readString(directory.resolve("report.html")).contains("trial"));
        assertTrue(Files.readString(directory.resolve("trial.txt")).contains("reached: p50 is 500.000 us"));
    }

    @Test
    void shouldWriteALogThatLosesNothing() throws IOException {
        final BenchReport report = report(0);
        report.latency("tickToClient", latencies(), "rate", 10_000, "who", "a, b");

        report.finish();

        try (HistogramLogReader log = new HistogramLogReader(directory.resolve("trial.hlog").toFile())) {
            final EncodableHistogram histogram = log.nextIntervalHistogram();
            assertEquals("tickToClient-10000-a_b", histogram.getTag());
            assertEquals(latencies(), histogram);
        }
    }

    @Test
    void shouldDoubtFiguresOfABusyMachine() throws IOException {
        final BenchReport report = report(0.5);
        report.latency("tickToClient", latencies());

        assertFalse(report.finish());

        final BenchResult result = ResultJson.read(directory.resolve("trial.json"));
        assertEquals(2, result.doubts().size());
        assertTrue(result.doubts().get(0).contains("50 % of a core just before"), result.doubts()::toString);
        assertTrue(result.doubts().get(1).contains("50 % of a core meanwhile"), result.doubts()::toString);
        assertTrue(Files.exists(directory.resolve("trial-tickToClient-FAIL.hdr")));
    }

    @Test
    void shouldTakeAwayOnlyTheCurvesOfItsEarlierRun() throws IOException {
        Files.writeString(directory.resolve("trial-other.hdr"), "mine");
        final BenchReport earlier = report(0);
        earlier.latency("tickToClient", latencies(), "rate", 10_000);
        earlier.finish();
        final BenchReport later = report(0);
        later.latency("tickToClient", latencies(), "rate", 500);
        later.finish();

        assertFalse(Files.exists(directory.resolve("trial-tickToClient-10000-OK.hdr")));
        assertTrue(Files.exists(directory.resolve("trial-tickToClient-500-OK.hdr")));
        assertTrue(Files.exists(directory.resolve("trial-other.hdr")));
    }

    @Test
    void shouldReportADistributionWithoutValues() throws IOException {
        final BenchReport report = report(0);
        report.latency("tickToClient", new Histogram(3));

        assertTrue(report.finish());
    }
}
