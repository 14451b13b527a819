package io.tickwire.benchmarks;

import io.tickwire.benchmarks.load.TickPump;
import io.tickwire.benchmarks.report.BenchReport;

import java.io.IOException;
import java.util.List;

/** What a tick costs the server's CPU, whoever wants it. One thread. */
final class FanoutCosts {
    private static final int FEW = 10;
    private static final int OTHERS = 1_000;

    private final BenchReport report;
    private final double seconds;
    private final List<String> settings;

    FanoutCosts(BenchReport report, double seconds, List<String> settings) {
        this.report = report;
        this.seconds = seconds;
        this.settings = settings;
    }

    /** One subscriber to all of so many instruments. */
    void instruments(int instruments) throws IOException {
        report.progress("%,d instruments", instruments);
        try (FanoutRig rig = new FanoutRig(instruments, instruments, 1, settings)) {
            measure(rig, instruments, 0);
        }
    }

    /** One subscriber to what is published, and 1,000 that want what is quiet. */
    void others() throws IOException {
        report.progress("%,d subscribers to something else", OTHERS);
        try (FanoutRig rig = new FanoutRig(2 * FEW, FEW, 1, settings)) {
            rig.connectOthers(OTHERS, i -> subscribe(TickPump.symbol(FEW + i % FEW)));
            measure(rig, FEW, OTHERS);
        }
    }

    private void measure(FanoutRig rig, int instruments, int others) throws IOException {
        rig.connect(1, i -> subscribe("*"));
        final FanoutRig.Measured most = rig.maximum(seconds);
        report.line("1 subscriber, %,7d instruments, %,5d subscribers to something else: %,10.0f ticks/s, %.3f s CPU "
            + "per million published", instruments, others, most.publishedPerSecond(),
            most.cpuSecondsPerMillionPublished());
        report.figure("cpuPerMillionPublished", most.cpuSecondsPerMillionPublished(), "s", "instruments", instruments,
            "others", others);
        report.figure("publishedTicksPerSecond", most.publishedPerSecond(), "ticks/s", "instruments", instruments,
            "others", others);
    }

    private static String subscribe(String symbols) {
        return "{\"op\":\"subscribe\",\"symbols\":[\"" + symbols + "\"]}";
    }
}
