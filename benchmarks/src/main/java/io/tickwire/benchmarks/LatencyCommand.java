package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code tickwire bench latency}: from intended publication to client, stage by stage, and beside the floor. */
@Command(name = "latency", mixinStandardHelpOptions = true,
    description = "Latency from intended publication to client at 1,000, 10,000 and 100,000 ticks/s, for 1, 10 and 100 "
        + "subscribers, with the defaults and with the settings for low latency; where the time goes; and the same "
        + "beside a bare thread between Aeron and the sockets.")
final class LatencyCommand implements Callable<Integer> {
    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() throws IOException {
        final BenchReport report = options.newReport();
        final int warmUpS = options.isQuick() ? 1 : 3;
        final List<LatencyPreset> presets = presets(report);
        final List<FloorComparison> lowLatency = new ArrayList<>();
        for (final LatencyPreset preset : presets) {
            final FloorComparison comparison = new FloorComparison(report, preset, warmUpS, options.isQuick() ? 1 : 5);
            comparison.run(options.isQuick() ? 2 : 5);
            if (preset != presets.get(0)) {
                lowLatency.add(comparison);
            }
        }
        final FloorComparison fastest = lowLatency.stream()
            .min(Comparator.comparing(FloorComparison::isValid).reversed()
                .thenComparingDouble(comparison -> comparison.medians().p99Us())).orElseThrow();
        report.line("held against the floor: %s, the one with the lowest p99", fastest.preset().name());
        fastest.target();
        for (final LatencyPreset preset : List.of(presets.get(0), fastest.preset())) {
            new LatencyMatrix(report, preset, warmUpS, options.isQuick() ? 1 : 10).run();
        }
        return report.finish() ? 0 : 1;
    }

    /** The defaults first. */
    static List<LatencyPreset> presets(BenchReport report) {
        final List<LatencyPreset> presets = new ArrayList<>(List.of(LatencyPreset.ofDefaults()));
        presets.addAll(LatencyPreset.lowLatency(Path.of(System.getProperty("tickwire.home", "."), "config",
            "low-latency.conf"), Runtime.getRuntime().availableProcessors()));
        for (final LatencyPreset preset : presets) {
            report.line("preset %s: %s", preset.name(), preset.remark());
        }
        report.line("publisher and clients have %s",
            OpenLoop.isOneThread() ? "one thread together, since there are few cores" : "a thread each");
        return presets;
    }
}
