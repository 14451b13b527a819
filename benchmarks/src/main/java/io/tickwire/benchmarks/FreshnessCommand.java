package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** {@code tickwire bench freshness}: how old the quotes of a conflated client on a bad line are. */
@Command(name = "freshness", mixinStandardHelpOptions = true,
    description = "A conflated client over a loopback of 1 Mbit/s, 100 instruments, 10,000 quotes/s: how old each "
        + "quote is when the client has read it, with the send buffer of this mode and with the system's. Needs root.")
final class FreshnessCommand implements Callable<Integer> {
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final double TARGET_MS = 250;
    private static final String INSIDE = "--throttled";
    private static final String DEFAULT_BUFFER = "0B";

    @Spec
    private CommandSpec spec;

    @Mixin
    private BenchOptions options;

    @Option(names = "--seconds", paramLabel = "N",
        description = "How long each measurement takes (default: 10; with --quick 3).")
    private Integer givenSeconds;

    @Option(names = "--link", paramLabel = "RATE", defaultValue = "1mbit",
        description = "How much the line carries, as tc has it (default: ${DEFAULT-VALUE}).")
    private String link;

    @Option(names = "--instruments", paramLabel = "N", defaultValue = "100",
        description = "How many instruments are quoted in turn (default: ${DEFAULT-VALUE}).")
    private int instruments;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "10000",
        description = "Quotes a second (default: ${DEFAULT-VALUE}).")
    private int quotesPerSecond;

    @Option(names = "--max-rate", paramLabel = "N", split = ",", defaultValue = "10,100",
        description = "Most frames a second that the client asks for (default: ${DEFAULT-VALUE}; the second is more "
            + "than the line carries).")
    private int[] maxRates;

    @Option(names = "--send-buffer", paramLabel = "SIZE", defaultValue = "16KiB",
        description = "gateway.conflatedSendBuffer (default: ${DEFAULT-VALUE}).")
    private String sendBuffer;

    @Option(names = INSIDE, hidden = true)
    private boolean isThrottled;

    /** Written by the bench, read by the thread that reads for the client. */
    private volatile Histogram histogram = new Histogram(HIGHEST_NS, 3);

    @Override
    public Integer call() throws IOException {
        if (!isThrottled) {
            final ThrottledLoopback loopback = new ThrottledLoopback(link);
            final String problem = loopback.problem();
            if (!problem.isEmpty()) {
                System.err.println("tickwire bench freshness: " + problem);
                return 1;
            }
            final List<String> arguments = new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
            arguments.add(INSIDE);
            return loopback.rerun(arguments);
        }
        final int seconds = options.orElse(givenSeconds, 10, 3);
        final BenchReport report = options.newReport();
        report.line("age of a quote when a conflated client has read it, over %s, %d instruments, %,d quotes/s", link,
            instruments, quotesPerSecond);
        for (final int maxRate : maxRates) {
            report.target(new Target("p50 of the age of a quote at most " + maxRate
                + " times a second with a send buffer of " + sendBuffer,
                measure(report, maxRate, sendBuffer, seconds), TARGET_MS, true, "ms"));
            measure(report, maxRate, DEFAULT_BUFFER, seconds);
        }
        return report.finish() ? 0 : 1;
    }

    /** The p50, ms. */
    private double measure(BenchReport report, int maxRate, String buffer, int seconds) throws IOException {
        final AtomicBoolean isPublishing = new AtomicBoolean(true);
        try (Line line = new Line(TickTape.inTurn(instruments), 0, "gateway.conflatedSendBuffer=" + buffer);
             SubscriberPool client = new SubscriberPool("client", () -> Long.MAX_VALUE)) {
            client.add(line.conflated(maxRate, this::onQuote));
            client.start();
            final Thread publishing = new Thread(() -> publish(line, isPublishing), "bench-publisher");
            publishing.start();
            try {
                measureFor(seconds / 2.0);
                final Histogram ages = measureFor(seconds);
                final String bufferName = DEFAULT_BUFFER.equals(buffer) ? "the system's" : buffer;
                report.latency("age", ages, "link", link, "maxRate", maxRate, "buffer", bufferName);
                client.leftCount();
                return ages.getTotalCount() == 0 ? Double.POSITIVE_INFINITY : ms(ages, 50);
            } finally {
                isPublishing.set(false);
                join(publishing);
            }
        }
    }

    private static double ms(Histogram ages, double percentile) {
        return ages.getValueAtPercentile(percentile) / 1e6;
    }

    /** On the thread that reads for the client; the tick carries the time at which it was meant to be published. */
    private void onQuote(long eventTimeNs) {
        histogram.recordValue(Math.min(HIGHEST_NS, Math.max(0, System.nanoTime() - eventTimeNs)));
    }

    private Histogram measureFor(double durationS) {
        final Histogram measured = new Histogram(HIGHEST_NS, 3);
        histogram = measured;
        final long endNs = System.nanoTime() + (long) (durationS * 1e9);
        while (System.nanoTime() - endNs < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        histogram = new Histogram(HIGHEST_NS, 3);
        return measured;
    }

    private void publish(Line line, AtomicBoolean isPublishing) {
        final double intervalNs = 1e9 / quotesPerSecond;
        final long startNs = System.nanoTime();
        for (long i = 0; isPublishing.get(); i++) {
            final long intendedNs = startNs + (long) (i * intervalNs);
            while (System.nanoTime() - intendedNs < 0) {
                LockSupport.parkNanos(50_000);
            }
            while (!line.publishOne(intendedNs)) {
                Thread.yield();
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
