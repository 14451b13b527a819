package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchReport;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** {@code tickwire bench storm}: many clients come back at once, and the others should not notice. */
@Command(name = "storm", mixinStandardHelpOptions = true,
    description = "1,000 clients resume at once, 100,000 ticks behind, while 100 live clients receive 10,000 ticks/s: "
        + "the live clients' latency before and in the storm, and how long it lasts.")
final class StormCommand implements Callable<Integer> {
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long TIMEOUT_NS = TimeUnit.MINUTES.toNanos(1);

    @Option(names = "--output", paramLabel = "DIR", defaultValue = "benchmarks/results",
        description = "Where the files go (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "1000",
        description = "Clients that resume (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--behind", paramLabel = "N", defaultValue = "100000",
        description = "How many ticks they are behind (default: ${DEFAULT-VALUE}).")
    private int behindTicks;

    @Option(names = "--live", paramLabel = "N", defaultValue = "100",
        description = "Live clients (default: ${DEFAULT-VALUE}).")
    private int live;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "10000",
        description = "Ticks a second (default: ${DEFAULT-VALUE}).")
    private int ticksPerSecond;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10",
        description = "How long is measured before the storm (default: ${DEFAULT-VALUE}).")
    private int seconds;

    /** The position at which the storm broke out. Written by the bench, read by the thread that reads for the storm. */
    private volatile long stormAt = Long.MAX_VALUE;

    /** Written by the bench, read by the thread that reads for the live clients. */
    private volatile Histogram histogram = new Histogram(HIGHEST_NS, 3);

    @Override
    public Integer call() throws IOException {
        final BenchReport report = new BenchReport(output, "storm");
        final AtomicBoolean isPublishing = new AtomicBoolean(true);
        try (Line line = new Line(TickTape.inTurn(100), 0);
             SubscriberPool liveClients = new SubscriberPool("live", () -> Long.MAX_VALUE);
             SubscriberPool returning = new SubscriberPool("storm", () -> stormAt)) {
            line.fill(behindTicks + 10_000L);
            for (int i = 0; i < live; i++) {
                liveClients.add(line.resume(line.head(), "*", this::onTick));
            }
            liveClients.start();
            final Thread publishing = new Thread(() -> publish(line, isPublishing), "bench-publisher");
            publishing.start();
            pause(TimeUnit.SECONDS.toNanos(seconds));
            final Histogram before = measureFor(TimeUnit.SECONDS.toNanos(seconds));

            histogram = new Histogram(HIGHEST_NS, 3);
            final long startNs = System.nanoTime();
            stormAt = line.head();
            final long position = stormAt - behindTicks;
            for (int i = 0; i < clients; i++) {
                returning.add(line.resume(position, "*", time -> { }));
            }
            final double connectedS = (System.nanoTime() - startNs) / 1e9;
            returning.start();
            final boolean isOver = awaitAll(returning);
            final double tookS = (System.nanoTime() - startNs) / 1e9;
            final Histogram during = histogram;
            isPublishing.set(false);
            tell(report, "before the storm", before);
            tell(report, "in the storm", during);
            report.line("p99 in the storm: %.2f times that before", (double) during.getValueAtPercentile(99)
                / before.getValueAtPercentile(99));
            report.line("%,d clients, %,d ticks behind: %s %.1f s (connecting took %.1f s)", clients, behindTicks,
                isOver ? "all had got what they missed after"
                    : "NOT VALID: " + returning.leftCount() + " had not got what they missed in", tookS,
                connectedS);
        }
        report.finish();
        return 0;
    }

    private void onTick(long eventTimeNs) {
        histogram.recordValue(Math.max(0, System.nanoTime() - eventTimeNs));
    }

    private Histogram measureFor(long durationNs) {
        final Histogram measured = new Histogram(HIGHEST_NS, 3);
        histogram = measured;
        pause(durationNs);
        return measured;
    }

    /** Until each of them has got what it missed, and left. */
    private static boolean awaitAll(SubscriberPool returning) throws IOException {
        final long startNs = System.nanoTime();
        while (returning.leftCount() > 0) {
            if (System.nanoTime() - startNs > TIMEOUT_NS) {
                return false;
            }
            pause(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return true;
    }

    private static void pause(long durationNs) {
        final long endNs = System.nanoTime() + durationNs;
        for (long left = durationNs; left > 0; left = endNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Each tick carries the time at which it is meant to be published, on the clock of this process. */
    private void publish(Line line, AtomicBoolean isPublishing) {
        final double intervalNs = 1e9 / ticksPerSecond;
        final long startNs = System.nanoTime();
        for (long i = 0; isPublishing.get(); i++) {
            final long intendedNs = startNs + (long) (i * intervalNs);
            for (long left = intendedNs - System.nanoTime(); left > 0; left = intendedNs - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            while (!line.publishOne(intendedNs)) {
                Thread.yield();
            }
        }
    }

    private static void tell(BenchReport report, String when, Histogram latencyNs) {
        report.line("live clients %-17s p50 %.1f us  p90 %.1f us  p99 %.1f us  p99.9 %.1f us  max %.1f us  (%,d ticks)",
            when, us(latencyNs, 50), us(latencyNs, 90), us(latencyNs, 99), us(latencyNs, 99.9), us(latencyNs, 100),
            latencyNs.getTotalCount());
    }

    private static double us(Histogram latencyNs, double percentile) {
        return latencyNs.getValueAtPercentile(percentile) / 1e3;
    }
}
