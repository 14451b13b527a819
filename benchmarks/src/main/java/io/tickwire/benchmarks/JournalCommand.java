package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchReport;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code tickwire bench journal}: what journaling costs. */
@Command(name = "journal", mixinStandardHelpOptions = true,
    description = "Append to a journal as fast as it goes, beside the same bytes written to a mapped file; scan it; "
        + "append at a fixed rate, with a new file every 4 seconds, without and with the thread aside.")
final class JournalCommand implements Callable<Integer> {
    private static final int BATCH = 1_024;
    private static final int ROUNDS = 3;
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long PRE_TOUCH_BYTES = 16 << 20;
    private static final int SECONDS_PER_FILE = 4;
    private static final int WARM_UP_FILES = 3;

    @Option(names = "--output", paramLabel = "DIR", defaultValue = "benchmarks/results",
        description = "Where the files go (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(names = "--directory", paramLabel = "DIR",
        description = "Where the journal is written, to measure that disk (default: a temporary directory).")
    private Path parent;

    @Option(names = "--ticks", paramLabel = "N", defaultValue = "10000000",
        description = "Ticks appended as fast as it goes (default: ${DEFAULT-VALUE}).")
    private long ticks;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "100000",
        description = "Ticks a second in the measurement of latency (default: ${DEFAULT-VALUE}).")
    private int ticksPerSecond;

    @Option(names = "--files", paramLabel = "N", defaultValue = "5",
        description = "Files begun in each measurement of latency (default: ${DEFAULT-VALUE}).")
    private int files;

    @Override
    public Integer call() throws IOException {
        final BenchReport report = new BenchReport(output, "journal");
        for (int round = 1; round <= ROUNDS; round++) {
            final double bare =
                inDirectory(directory -> MappedWriteFloor.run(directory.resolve("floor"), ticks, BATCH));
            final double append = inDirectory(directory -> throughput(report, directory));
            report.line("append in batches of %,d, round %d:  %,13.0f ticks/s; bare mapped write %,13.0f; %.2f of it",
                BATCH, round, append, bare, append / bare);
        }
        latency(report, "nothing aside", false);
        latency(report, "next file and pages aside", true);
        report.finish();
        return 0;
    }

    private interface Measurement {
        double in(Path directory) throws IOException;
    }

    private double inDirectory(Measurement measurement) throws IOException {
        final Path directory = parent == null ? Files.createTempDirectory("tickwire-bench")
            : Files.createTempDirectory(Files.createDirectories(parent), "tickwire-bench");
        try {
            return measurement.in(directory);
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
    }

    private double throughput(BenchReport report, Path directory) {
        long appendNs = 0;
        final JournalLoad load = new JournalLoad(directory, PRE_TOUCH_BYTES, true);
        load.define(START_NS);
        for (long done = 0; done < ticks; done += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                load.publish(START_NS + done);
            }
            final long startNs = System.nanoTime();
            load.append();
            appendNs += System.nanoTime() - startNs;
        }
        load.close();
        report.line("scan of those ticks:                 %,13.0f ticks/s", new JournalScan().run(load.config()));
        return ticks * 1e9 / appendNs;
    }

    private void latency(BenchReport report, String name, boolean isUpkept) throws IOException {
        final Histogram latencyNs = new Histogram(HIGHEST_NS, 3);
        inDirectory(directory -> {
            try (JournalLoad load = new JournalLoad(directory, PRE_TOUCH_BYTES, isUpkept)) {
                load.define(START_NS);
                run(load, 0, WARM_UP_FILES, new Histogram(HIGHEST_NS, 3));
                run(load, WARM_UP_FILES, files, latencyNs);
            }
            return 0;
        });
        report.line("append at %,d ticks/s, %d files, %-26s p50 %.2f us  p99 %.2f us  p99.9 %.1f us  p99.99 %.1f us  "
            + "max %.1f us", ticksPerSecond, files, name + ":", us(latencyNs, 50), us(latencyNs, 99),
            us(latencyNs, 99.9), us(latencyNs, 99.99), us(latencyNs, 100));
    }

    /** From the time at which a tick is meant to be appended to the end of its append. */
    private void run(JournalLoad load, int firstFile, int fileCount, Histogram latencyNs) {
        final double intervalNs = 1e9 / ticksPerSecond;
        final long ticksPerFile = (long) SECONDS_PER_FILE * ticksPerSecond;
        final long startNs = System.nanoTime();
        for (long i = 0; i < fileCount * ticksPerFile; i++) {
            final long intendedNs = startNs + (long) (i * intervalNs);
            while (System.nanoTime() < intendedNs) {
                Thread.onSpinWait();
            }
            // An hour of the ticks' time passes for each file.
            load.publish(START_NS + firstFile * HOUR_NS + (long) ((double) i / ticksPerFile * HOUR_NS));
            load.append();
            latencyNs.recordValue(Math.min(HIGHEST_NS, System.nanoTime() - intendedNs));
        }
    }

    private static double us(Histogram latencyNs, double percentile) {
        return latencyNs.getValueAtPercentile(percentile) / 1e3;
    }
}
