package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code tickwire bench smoke}: first figures in under a minute. */
@Command(name = "smoke", mixinStandardHelpOptions = true,
    description = "Ticks/s through the line with 1, 10 and 100 subscribers, and the latency from tick to client at "
        + "10,000 ticks/s. Under a minute.")
final class SmokeCommand implements Callable<Integer> {
    private static final int[] SUBSCRIBERS = {1, 10, 100};
    private static final int RATE_TICKS_PER_SECOND = 10_000;

    @Mixin
    private BenchOptions options;

    @Option(names = "--seconds", paramLabel = "N",
        description = "How long each measurement takes (default: 4; with --quick 1).")
    private Integer givenSeconds;

    @Override
    public Integer call() throws IOException {
        final int seconds = options.orElse(givenSeconds, 4, 1);
        final BenchReport report = options.newReport();
        final TickTape tape = TickTape.sample();
        for (final int subscribers : SUBSCRIBERS) {
            try (Line line = new Line(tape, subscribers)) {
                new Throughput(line).run(seconds / 2.0);
                final Throughput.Result result = new Throughput(line).run(seconds);
                report.line("%s", result.text(subscribers));
                report.figure("throughLine", result.ticks() / result.seconds(), "ticks/s", "subscribers", subscribers);
                report.figure("delivered", result.ticks() * subscribers / result.seconds(), "ticks/s",
                    "subscribers", subscribers);
                report.figure("ticksPerFrame", (double) result.ticks() * subscribers / result.frames(), "ticks",
                    "subscribers", subscribers);
            }
        }
        try (Line line = new Line(tape, 1)) {
            new OpenLoop(line, RATE_TICKS_PER_SECOND).run(seconds);
            final OpenLoop.Result result = new OpenLoop(line, RATE_TICKS_PER_SECOND).run(2 * seconds);
            report.latency("tickToClient", result.latencyNs(), "rate", RATE_TICKS_PER_SECOND, "subscribers", 1);
            if (!result.isValid()) {
                report.invalid("only %,.0f ticks/s were offered instead of %,d", result.offeredPerSecond(),
                    RATE_TICKS_PER_SECOND);
            }
        }
        return report.finish() ? 0 : 1;
    }
}
