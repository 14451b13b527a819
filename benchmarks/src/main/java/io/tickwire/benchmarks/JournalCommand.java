package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
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
    private static final double OF_BARE = 0.9;
    private static final double ENOUGH_TICKS_PER_SECOND = 10e6;

    @Mixin
    private BenchOptions options;

    @Option(names = "--directory", paramLabel = "DIR",
        description = "Where the journal is written, to measure that disk (default: a temporary directory).")
    private Path parent;

    @Option(names = "--ticks", paramLabel = "N",
        description = "Ticks appended as fast as it goes (default: 10000000; with --quick 500000).")
    private Long givenTicks;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "100000",
        description = "Ticks a second in the measurement of latency (default: ${DEFAULT-VALUE}).")
    private int ticksPerSecond;

    @Option(names = "--files", paramLabel = "N",
        description = "Files begun in each measurement of latency (default: 5; with --quick 1).")
    private Integer givenFiles;

    private long ticks;
    private int files;
    private int warmUpFiles;
    private double[] scans = {};

    @Override
    public Integer call() throws IOException {
        ticks = options.orElse(givenTicks, 10_000_000L, 500_000L);
        files = options.orElse(givenFiles, 5, 1);
        warmUpFiles = options.isQuick() ? 1 : 3;
        final BenchReport report = options.newReport();
        final double[] bares = new double[ROUNDS];
        final double[] appends = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            bares[i] = inDirectory(directory -> MappedWriteFloor.run(directory.resolve("floor"), ticks, BATCH));
            appends[i] = inDirectory(directory -> throughput(report, directory));
            report.line("append in batches of %,d, round %d:  %,13.0f ticks/s; bare mapped write %,13.0f; %.2f of it",
                BATCH, i + 1, appends[i], bares[i], appends[i] / bares[i]);
        }
        final double bare = Median.of(bares);
        final double append = Median.of(appends);
        report.figure("throughput", append, "ticks/s", "what", "append");
        report.figure("throughput", bare, "ticks/s", "what", "bare mapped write");
        report.figure("throughput", Median.of(scans), "ticks/s", "what", "scan");
        report.target(new Target("append, median of " + ROUNDS + " rounds, beside a bare mapped write of "
            + String.format(Locale.ROOT, "%,.0f ticks/s", bare), append,
            Math.min(OF_BARE * bare, ENOUGH_TICKS_PER_SECOND), false, "ticks/s"));
        latency(report, "nothing aside", false);
        latency(report, "next file and pages aside", true);
        return report.finish() ? 0 : 1;
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
        final double scan = new JournalScan().run(load.config());
        scans = Arrays.copyOf(scans, scans.length + 1);
        scans[scans.length - 1] = scan;
        report.line("scan of those ticks:                 %,13.0f ticks/s", scan);
        return ticks * 1e9 / appendNs;
    }

    private void latency(BenchReport report, String name, boolean isUpkept) throws IOException {
        final Histogram latencyNs = new Histogram(HIGHEST_NS, 3);
        inDirectory(directory -> {
            try (JournalLoad load = new JournalLoad(directory, PRE_TOUCH_BYTES, isUpkept)) {
                load.define(START_NS);
                run(load, 0, warmUpFiles, new Histogram(HIGHEST_NS, 3));
                run(load, warmUpFiles, files, latencyNs);
            }
            return 0;
        });
        report.latency("append", latencyNs, "rate", ticksPerSecond, "files", files, "kind", name);
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
}
