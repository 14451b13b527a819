package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;
import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tickwire beside its floor in one preset: rounds in turn, so that what the machine does meanwhile meets both. */
final class FloorComparison {
    /** Ticks a second at which they are compared. */
    static final int TICKS_PER_SECOND = 10_000;
    /** How many clients there are. */
    static final int SUBSCRIBERS = 1;

    /** So that all is compiled soon: what the compiler still does when it is measured takes a core from two. */
    private static final int WARM_UP_TICKS_PER_SECOND = 100_000;
    private static final int SETTLE_S = 3;
    private static final double P50_AT_MOST = 1.3;
    private static final double P99_AT_MOST = 1.5;
    private static final double P999_AT_MOST = 2;
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);

    /** Starts a rig. */
    @FunctionalInterface
    private interface Start {
        Rig rig(TickTape tape, String... settings) throws IOException;
    }

    /** The rounds of one rig. */
    private static final class Rounds {
        final String name;
        final Start start;
        final List<Percentiles> each = new ArrayList<>();
        final Histogram allNs = new Histogram(HIGHEST_NS, 3);
        String doubt;

        Rounds(String name, Start start) {
            this.name = name;
            this.start = start;
        }
    }

    private final BenchReport report;
    private final LatencyPreset preset;
    private final int warmUpS;
    private final int measureS;
    private final TickTape tape = TickTape.inTurn(100);
    private final Rounds floor = new Rounds("floor", (ticks, settings) -> new AeronFloor(ticks, SUBSCRIBERS, settings));
    private final Rounds tickwire = new Rounds("tickwire", (ticks, settings) -> new Line(ticks, SUBSCRIBERS, settings));

    FloorComparison(BenchReport report, LatencyPreset preset, int warmUpS, int measureS) {
        this.report = report;
        this.preset = preset;
        this.warmUpS = warmUpS;
        this.measureS = measureS;
    }

    /** Run so many rounds of each, and tell. */
    void run(int rounds) throws IOException {
        for (int i = 0; i < rounds; i++) {
            report.progress("%s, floor and tickwire, round %d of %d", preset.name(), i + 1, rounds);
            round(floor);
            round(tickwire);
        }
        tell(floor);
        tell(tickwire);
        report.line("%s: floor %s, tickwire %s (medians of %d rounds)", preset.name(), floorMedians(), medians(),
            rounds);
    }

    /** Run so many rounds of the floor alone, and tell. */
    void runFloor(int rounds) throws IOException {
        for (int i = 0; i < rounds; i++) {
            report.progress("%s, floor, round %d of %d", preset.name(), i + 1, rounds);
            round(floor);
        }
        tell(floor);
    }

    private void round(Rounds rounds) throws IOException {
        try (Rig rig = rounds.start.rig(tape, preset.with())) {
            new OpenLoop(rig, WARM_UP_TICKS_PER_SECOND).run(warmUpS);
            new OpenLoop(rig, TICKS_PER_SECOND).run(SETTLE_S);
            final OpenLoop.Result result = new OpenLoop(rig, TICKS_PER_SECOND).run(measureS);
            rounds.each.add(Percentiles.of(result.latencyNs()));
            rounds.allNs.add(result.latencyNs());
            if (!result.isValid()) {
                rounds.doubt = result.doubt();
            }
        }
    }

    private void tell(Rounds rounds) {
        if (rounds.doubt != null) {
            report.line("no figure for %s, %s: %s", preset.name(), rounds.name, rounds.doubt);
            return;
        }
        report.latency("tickToClient", rounds.allNs, "rig", rounds.name, "preset", preset.name(), "ticksPerSecond",
            TICKS_PER_SECOND, "subscribers", SUBSCRIBERS, "rounds", rounds.each.size());
        final Percentiles medians = Percentiles.medians(rounds.each);
        figure(rounds, "p50", medians.p50Us());
        figure(rounds, "p99", medians.p99Us());
        figure(rounds, "p99.9", medians.p999Us());
    }

    private void figure(Rounds rounds, String percentile, double us) {
        report.figure("medianOfRounds", us, "us", "rig", rounds.name, "preset", preset.name(), "percentile",
            percentile);
    }

    LatencyPreset preset() {
        return preset;
    }

    /** Of tickwire. */
    Percentiles medians() {
        return Percentiles.medians(tickwire.each);
    }

    private Percentiles floorMedians() {
        return Percentiles.medians(floor.each);
    }

    /** Whether every round was offered what it was to be offered. */
    boolean isValid() {
        return floor.doubt == null && tickwire.doubt == null;
    }

    /** Hold tickwire against its floor. */
    void target() {
        if (!isValid()) {
            report.invalid("%s: %s", preset.name(), floor.doubt == null ? tickwire.doubt : floor.doubt);
        }
        final Percentiles line = medians();
        final Percentiles bare = floorMedians();
        target("p50", line.p50Us() / bare.p50Us(), P50_AT_MOST);
        target("p99", line.p99Us() / bare.p99Us(), P99_AT_MOST);
        target("p99.9", line.p999Us() / bare.p999Us(), P999_AT_MOST);
    }

    private void target(String percentile, double ratio, double limit) {
        report.target(new Target(String.format("%s to the floor's, %,d ticks/s, %d subscriber, %s", percentile,
            TICKS_PER_SECOND, SUBSCRIBERS, preset.name()), ratio, limit, true, "x"));
    }
}
