package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
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
    private static final double TIMES_CALM = 2;
    private static final long TIMEOUT_NS = TimeUnit.MINUTES.toNanos(1);

    @Mixin
    private BenchOptions options;

    @Option(names = "--clients", paramLabel = "N",
        description = "Clients that resume (default: 1000; with --quick 100).")
    private Integer givenClients;

    @Option(names = "--behind", paramLabel = "N",
        description = "How many ticks they are behind (default: 100000; with --quick 20000).")
    private Integer givenBehindTicks;

    @Option(names = "--live", paramLabel = "N", defaultValue = "100",
        description = "Live clients (default: ${DEFAULT-VALUE}).")
    private int live;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "10000",
        description = "Ticks a second (default: ${DEFAULT-VALUE}).")
    private int ticksPerSecond;

    @Option(names = "--seconds", paramLabel = "N",
        description = "How long is measured before the storm (default: 10; with --quick 2).")
    private Integer givenSeconds;

    /** The position at which the storm broke out. Written by the bench, read by the thread that reads for the storm. */
    private volatile long stormAt = Long.MAX_VALUE;

    /** Written by the bench, read by the thread that reads for the live clients. */
    private volatile Histogram histogram = new Histogram(HIGHEST_NS, 3);

    @Override
    public Integer call() throws IOException {
        final int clients = options.orElse(givenClients, 1_000, 100);
        final int behindTicks = options.orElse(givenBehindTicks, 100_000, 20_000);
        final int seconds = options.orElse(givenSeconds, 10, 2);
        final BenchReport report = options.newReport();
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
            report.latency("live", before, "rate", ticksPerSecond, "live", live, "when", "before the storm");
            report.latency("live", during, "rate", ticksPerSecond, "live", live, "when", "in the storm");
            report.target(new Target("p99 of live clients in the storm, of that before",
                (double) during.getValueAtPercentile(99) / before.getValueAtPercentile(99), TIMES_CALM, true, "x"));
            report.line("%,d clients, %,d ticks behind, had got what they missed after %.1f s (connecting took %.1f s)",
                clients, behindTicks, tookS, connectedS);
            report.figure("recovery", tookS, "s", "clients", clients, "behind", behindTicks);
            if (!isOver) {
                report.invalid("%,d of %,d clients had not got what they missed in %.1f s", returning.leftCount(),
                    clients, tookS);
            }
        }
        return report.finish() ? 0 : 1;
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
}
