package io.tickwire.benchmarks;

import io.tickwire.benchmarks.SafepointLog.Pause;
import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code tickwire bench pauses}: how often and how long the JVM stops all threads under load, and who allocates. */
@Command(name = "pauses", mixinStandardHelpOptions = true,
    description = "50,000 ticks/s to 100 subscribers: each time at which the JVM stopped all threads, for a garbage "
        + "collection or anything else, and what each thread allocated. The clients are in the same JVM.")
final class PausesCommand implements Callable<Integer> {
    private static final int TICKS_PER_SECOND = 50_000;
    private static final int SUBSCRIBERS = 100;
    private static final int QUICK_S = 10;
    private static final double LONGEST_MS = 1;

    @Mixin
    private BenchOptions options;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "10",
        description = "How long (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Override
    public Integer call() throws IOException {
        final BenchReport report = options.newReport();
        final int seconds = options.isQuick() ? QUICK_S : (int) TimeUnit.MINUTES.toSeconds(minutes);
        final Path directory = Files.createTempDirectory("tickwire-pauses");
        try (Line line = new Line(TickTape.sample(), SUBSCRIBERS)) {
            report.progress("warming up");
            new OpenLoop(line, TICKS_PER_SECOND).run(options.isQuick() ? 3 : 30);
            report.progress("measuring for %d s", seconds);
            final SafepointLog log = new SafepointLog(directory.resolve("safepoints"));
            final long ticksBefore = line.ticks();
            final ThreadAllocation allocation = new ThreadAllocation();
            final OpenLoop.Result result = new OpenLoop(line, TICKS_PER_SECOND).run(seconds);
            final Map<String, Long> allocatedBytes = allocation.bytes();
            if (!result.isValid()) {
                report.invalid("%s", result.doubt());
            }
            report.latency("tickToClient", result.latencyNs(), "ticksPerSecond", TICKS_PER_SECOND, "subscribers",
                SUBSCRIBERS);
            tell(report, log.pauses(), seconds);
            tell(report, allocatedBytes, line.ticks() - ticksBefore);
        } finally {
            Line.delete(directory);
        }
        return report.finish() ? 0 : 1;
    }

    private static void tell(BenchReport report, List<Pause> pauses, int seconds) {
        for (final boolean isCollection : new boolean[]{true, false}) {
            final List<Pause> ofKind = pauses.stream().filter(pause -> pause.isCollection() == isCollection).toList();
            final double longestMs = longestMs(ofKind);
            final String kind = isCollection ? "garbage collection" : "other";
            report.line("pauses, %s: %d in %d s, the longest %.3f ms%s", kind, ofKind.size(), seconds, longestMs,
                ofKind.isEmpty() ? "" : " (" + longest(ofKind).operation() + ")");
            report.figure("pauses", ofKind.size(), "pauses", "kind", kind);
            report.figure("longestPause", longestMs, "ms", "kind", kind);
        }
        report.target(new Target("longest pause", longestMs(pauses), LONGEST_MS, true, "ms"));
    }

    private static double longestMs(List<Pause> pauses) {
        return pauses.isEmpty() ? 0 : longest(pauses).durationNs() / 1e6;
    }

    private static Pause longest(List<Pause> pauses) {
        return pauses.stream().max((a, b) -> Long.compare(a.durationNs(), b.durationNs())).orElseThrow();
    }

    private static void tell(BenchReport report, Map<String, Long> allocatedBytes, long deliveredTicks) {
        report.line("allocated, %,d ticks delivered:", deliveredTicks);
        allocatedBytes.forEach((thread, bytes) -> {
            report.line("  %-40s %,15d bytes, %.6f a delivered tick", thread, bytes, (double) bytes / deliveredTicks);
            report.figure("allocatedPerDeliveredTick", (double) bytes / deliveredTicks, "bytes", "thread", thread);
        });
    }
}
