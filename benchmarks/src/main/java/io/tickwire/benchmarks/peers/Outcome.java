package io.tickwire.benchmarks.peers;

import org.HdrHistogram.Histogram;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one measurement found.
 *
 * @param offeredPerSecond   messages/s that were to be published
 * @param expected           messages times subscribers
 * @param delivered          of them that were delivered at most a second after the last was to be published
 * @param deliveredPerSecond until the last was delivered
 * @param cut                subscribers that the server cut off
 * @param latencyNs          from intended publication to subscriber
 */
record Outcome(double offeredPerSecond, long expected, long delivered, double deliveredPerSecond, int cut,
               Histogram latencyNs) {
    /** The highest p99 at which a rate counts as sustained. */
    private static final long P99_LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Whether every message reached every subscriber in time. */
    boolean isAllDelivered() {
        return delivered == expected;
    }

    /** Whether all was delivered, and 99 % of it within 50 ms. */
    boolean isSustained() {
        return isAllDelivered() && latencyNs.getValueAtPercentile(99) < P99_LIMIT_NS;
    }

    /**
     * The one in the middle by p99, of an even number the upper one; those that lost something are the highest.
     *
     * @param outcomes at the same rate, one or more
     * @return one of them
     */
    static Outcome median(List<Outcome> outcomes) {
        return outcomes.stream().sorted(Comparator.comparing(Outcome::isAllDelivered, Comparator.reverseOrder())
            .thenComparing(outcome -> outcome.us(99))).skip(outcomes.size() / 2).findFirst().orElseThrow();
    }

    /** A percentile in microseconds. */
    double us(double percentile) {
        return latencyNs.getValueAtPercentile(percentile) / 1e3;
    }

    /** Messages that were not delivered in time. */
    long lost() {
        return expected - delivered;
    }
}
