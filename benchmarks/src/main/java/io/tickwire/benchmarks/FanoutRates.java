package io.tickwire.benchmarks;

import io.tickwire.benchmarks.load.Crowd;
import io.tickwire.benchmarks.load.CrowdTotals;
import io.tickwire.benchmarks.load.FloorProcess;
import io.tickwire.benchmarks.load.TickPump;
import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** How many ticks a second reach all of many subscribers, how late, and for how much CPU time. One thread. */
final class FanoutRates {
    private static final String EVERYTHING = "{\"op\":\"subscribe\",\"symbols\":[\"*\"]}";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);
    private static final int INSTRUMENTS = 100;
    private static final int AIM_SUBSCRIBERS = 1_000;
    private static final double AIM_SAME_PER_SECOND = 20e6;
    private static final double AIM_P99_MS = 100;
    private static final double AIM_OF_FLOOR = 0.9;
    private static final double AIM_RANDOM_PER_SECOND = 5e6;
    private static final int RANDOM_INSTRUMENTS = 500;
    private static final int RANDOM_CHOSEN = 50;
    /** CPU time per tick may rise by so much from one count to the next: it is not measured better. */
    private static final double FLAT = 1.1;
    private static final double OFFERED_AT_LEAST = 0.99;

    private final BenchReport report;
    private final double seconds;
    private final int readers;
    private final List<String> settings;
    private double cpuPerMillionBefore = Double.NaN;
    private int subscribersBefore;

    FanoutRates(BenchReport report, double seconds, int readers, List<String> settings) {
        this.report = report;
        this.seconds = seconds;
        this.readers = readers;
        this.settings = settings;
    }

    /** All subscribers want everything. */
    void same(int subscribers) throws IOException {
        report.progress("%,d subscribers to the same", subscribers);
        final FanoutRig.Measured most;
        try (FanoutRig rig = new FanoutRig(INSTRUMENTS, INSTRUMENTS, readers, settings)) {
            rig.connect(subscribers, i -> EVERYTHING);
            most = maximum(rig, "same", subscribers);
            if (subscribers == AIM_SUBSCRIBERS) {
                report.target(new Target("delivered to 1,000 with the same subscription", most.deliveredPerSecond(),
                    AIM_SAME_PER_SECOND, false, "ticks/s"));
                aimedRate(rig, most);
            }
        }
        final double cpuPerMillion = most.cpuSecondsPerMillionDelivered();
        if (subscribersBefore > 0) {
            report.target(new Target(String.format("CPU time per delivered tick with %,d subscribers, by that with %,d",
                subscribers, subscribersBefore), cpuPerMillion / cpuPerMillionBefore, FLAT, true, "x"));
        }
        cpuPerMillionBefore = cpuPerMillion;
        subscribersBefore = subscribers;
        if (subscribers == AIM_SUBSCRIBERS) {
            floor(most);
        }
    }

    /** 1,000 subscribers want 50 of 500 instruments each. */
    void random(long seed) throws IOException {
        report.progress("1,000 subscribers to a random 50 of 500");
        report.line("random subscriptions: seed %d", seed);
        final Random random = new Random(seed);
        try (FanoutRig rig = new FanoutRig(RANDOM_INSTRUMENTS, RANDOM_INSTRUMENTS, readers, settings)) {
            rig.connect(AIM_SUBSCRIBERS, i -> chosen(random));
            final FanoutRig.Measured most = maximum(rig, "random 50 of 500", AIM_SUBSCRIBERS);
            report.target(new Target("delivered to 1,000 with a random 50 of 500 instruments",
                most.deliveredPerSecond(), AIM_RANDOM_PER_SECOND, false, "ticks/s"));
        }
    }

    private static String chosen(Random random) {
        return random.ints(0, RANDOM_INSTRUMENTS).distinct().limit(RANDOM_CHOSEN)
            .mapToObj(i -> '"' + TickPump.symbol(i) + '"')
            .collect(Collectors.joining(",", "{\"op\":\"subscribe\",\"symbols\":[", "]}"));
    }

    private FanoutRig.Measured maximum(FanoutRig rig, String subscription, int subscribers) throws IOException {
        final FanoutRig.Measured most = rig.maximum(seconds);
        report.line("%-16s %,5d subscribers: %,10.0f ticks/s published, %,13.0f ticks/s and %,10.0f frames/s "
            + "delivered, %5.1f ticks a frame, %.3f s CPU per million ticks (fell behind %,d times, told slow %,d)",
            subscription, subscribers, most.publishedPerSecond(), most.deliveredPerSecond(), most.framesPerSecond(),
            most.ticksPerFrame(), most.cpuSecondsPerMillionDelivered(), rig.fellBehind(), rig.slowCount());
        figure("deliveredTicksPerSecond", most.deliveredPerSecond(), "ticks/s", subscription, subscribers);
        figure("deliveredFramesPerSecond", most.framesPerSecond(), "frames/s", subscription, subscribers);
        figure("ticksPerFrame", most.ticksPerFrame(), "ticks", subscription, subscribers);
        figure("cpuPerMillionDelivered", most.cpuSecondsPerMillionDelivered(), "s", subscription, subscribers);
        for (final int percent : new int[]{50, 80}) {
            final FanoutRig.Measured steady = rig.openLoop(most.publishedPerSecond() * percent / 100, seconds);
            report.latency("publicationToClient", steady.latencyNs(), "subscription", subscription, "subscribers",
                subscribers, "percentOfMaximum", percent);
            requireOffered(steady);
        }
        return most;
    }

    private void requireOffered(FanoutRig.Measured steady) {
        if (steady.offeredFraction() < OFFERED_AT_LEAST) {
            report.invalid("only %.1f %% of the intended rate were offered", steady.offeredFraction() * 100);
        }
    }

    private void figure(String name, double value, String unit, String subscription, int subscribers) {
        report.figure(name, value, unit, "subscription", subscription, "subscribers", subscribers);
    }

    private void aimedRate(FanoutRig rig, FanoutRig.Measured most) throws IOException {
        double p99Ms = Double.NaN;
        if (most.deliveredPerSecond() >= AIM_SAME_PER_SECOND) {
            final FanoutRig.Measured steady = rig.openLoop(AIM_SAME_PER_SECOND / AIM_SUBSCRIBERS, seconds);
            requireOffered(steady);
            p99Ms = steady.latencyNs().getValueAtPercentile(99) / 1e6;
        }
        report.target(new Target("p99 with 20 million ticks/s delivered to 1,000", p99Ms, AIM_P99_MS, true, "ms"));
    }

    private void floor(FanoutRig.Measured most) throws IOException {
        final int entries = (int) Math.max(1, Math.round(most.ticksPerFrame()));
        report.progress("floor: a bare loop, %,d sockets, %,d ticks a frame", AIM_SUBSCRIBERS, entries);
        try (FloorProcess process = new FloorProcess(AIM_SUBSCRIBERS, entries);
             Crowd crowd = new Crowd(process.port(), readers)) {
            crowd.connect(AIM_SUBSCRIBERS, i -> "{}", CONNECT_LIMIT);
            final int window = FanoutRig.windowTicks(AIM_SUBSCRIBERS);
            process.runInStep(crowd, window, (long) (FanoutRig.WARM_UP_FACTOR * seconds * 1e9));
            final CrowdTotals before = crowd.totals();
            final double cpuSeconds = process.cpuSeconds();
            final long startNs = System.nanoTime();
            process.runInStep(crowd, window, (long) (seconds * 1e9));
            final double tookS = (System.nanoTime() - startNs) / 1e9;
            final CrowdTotals received = crowd.totals().minus(before);
            crowd.check();
            final double framesPerSecond = received.frames() / tookS;
            final double cpuPerMillion = (process.cpuSeconds() - cpuSeconds) * 1e6 / received.ticks();
            report.line("floor            %,5d sockets: %,10.0f frames/s of %,d ticks, %.3f s CPU per million ticks",
                AIM_SUBSCRIBERS, framesPerSecond, entries, cpuPerMillion);
            figure("floorFramesPerSecond", framesPerSecond, "frames/s", "same", AIM_SUBSCRIBERS);
            figure("floorCpuPerMillionDelivered", cpuPerMillion, "s", "same", AIM_SUBSCRIBERS);
            report.target(new Target("frames/s to 1,000, of the floor's", most.framesPerSecond() / framesPerSecond,
                AIM_OF_FLOOR, false, "x"));
        }
    }
}
