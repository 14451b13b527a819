package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code tickwire bench smoke}: first figures in under a minute. */
@Command(name = "smoke", mixinStandardHelpOptions = true,
    description = "Ticks/s through the line with 1, 10 and 100 subscribers, and the latency from tick to client at "
        + "10,000 ticks/s. Under a minute; writes text and .hdr files.")
final class SmokeCommand implements Callable<Integer> {
    private static final int[] SUBSCRIBERS = {1, 10, 100};
    private static final int RATE_TICKS_PER_SECOND = 10_000;

    @Option(names = "--output", paramLabel = "DIR", defaultValue = "benchmarks/results",
        description = "Where the files go (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "4",
        description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws IOException {
        final BenchReport report = new BenchReport(output, "smoke");
        boolean isValid = true;
        final TickTape tape = TickTape.sample();
        for (final int subscribers : SUBSCRIBERS) {
            try (Line line = new Line(tape, subscribers)) {
                new Throughput(line).run(seconds / 2.0);
                final Throughput.Result result = new Throughput(line).run(seconds);
                report.line("%s", result.text(subscribers));
            }
        }
        try (Line line = new Line(tape, 1)) {
            new OpenLoop(line, RATE_TICKS_PER_SECOND).run(seconds);
            final OpenLoop.Result result = new OpenLoop(line, RATE_TICKS_PER_SECOND).run(2 * seconds);
            result.text().forEach(text -> report.line("%s", text));
            result.write(output.resolve("smoke-latency-" + (result.isValid() ? "OK" : "FAIL") + ".hdr"));
            isValid = result.isValid();
        }
        report.finish();
        return isValid ? 0 : 1;
    }
}
