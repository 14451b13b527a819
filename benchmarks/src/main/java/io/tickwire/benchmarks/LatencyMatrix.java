package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.core.stage.StageClock;

import java.io.IOException;

/** Latency at each rate and number of subscribers in one preset, and where the time goes. */
final class LatencyMatrix {
    private static final int[] RATES = {1_000, 10_000, 100_000};
    private static final int[] SUBSCRIBERS = {1, 10, 100};
    private static final int SAMPLE_INTERVAL = 8;

    private final BenchReport report;
    private final LatencyPreset preset;
    private final int warmUpS;
    private final int measureS;
    private final TickTape tape = TickTape.sample();

    LatencyMatrix(BenchReport report, LatencyPreset preset, int warmUpS, int measureS) {
        this.report = report;
        this.preset = preset;
        this.warmUpS = warmUpS;
        this.measureS = measureS;
    }

    /** Measure all of it, and tell. */
    void run() throws IOException {
        for (final int subscribers : SUBSCRIBERS) {
            for (final int ticksPerSecond : RATES) {
                report.progress("%s, %d subscribers, %,d ticks/s", preset.name(), subscribers, ticksPerSecond);
                // A line that could not keep up is of no use for the next rate.
                try (Line line = new Line(tape, subscribers,
                    preset.with("metrics.stageSampleInterval=" + SAMPLE_INTERVAL))) {
                    point(line, subscribers, ticksPerSecond);
                }
            }
        }
    }

    private void point(Line line, int subscribers, int ticksPerSecond) {
        OpenLoop.Result result = new OpenLoop(line, ticksPerSecond).run(warmUpS);
        if (result.isComplete()) {
            final StageClock stages = line.stages();
            final StageSamples samples = new StageSamples(stages, Math.min(line.fanoutThreads(), subscribers),
                line.head() + 1, (long) ticksPerSecond * measureS);
            result = new OpenLoop(line, ticksPerSecond).run(measureS, samples);
            if (result.isValid()) {
                final Object[] labels = {"rig", "tickwire", "preset", preset.name(), "ticksPerSecond", ticksPerSecond,
                    "subscribers", subscribers};
                report.latency("tickToClient", result.latencyNs(), labels);
                samples.tell(report, labels);
            }
        }
        report.figure("offeredTicksPerSecond", result.offeredPerSecond(), "ticks/s", "preset", preset.name(),
            "ticksPerSecond", ticksPerSecond, "subscribers", subscribers);
        if (!result.isValid()) {
            report.line("no figure for %s, %d subscribers, %,d ticks/s: %s", preset.name(), subscribers, ticksPerSecond,
                result.doubt());
        }
    }
}
