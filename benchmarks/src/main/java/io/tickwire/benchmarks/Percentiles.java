package io.tickwire.benchmarks;

import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What of a distribution is compared.
 *
 * @param p50Us  half are no longer, microseconds
 * @param p99Us  99 % are no longer, microseconds
 * @param p999Us 99.9 % are no longer, microseconds
 */
record Percentiles(double p50Us, double p99Us, double p999Us) {
    static Percentiles of(Histogram latencyNs) {
        return new Percentiles(us(latencyNs, 50), us(latencyNs, 99), us(latencyNs, 99.9));
    }

    private static double us(Histogram latencyNs, double percentile) {
        return latencyNs.getValueAtPercentile(percentile) / 1e3;
    }

    /** The median of each, of one or more. */
    static Percentiles medians(List<Percentiles> rounds) {
        return new Percentiles(median(rounds, Percentiles::p50Us), median(rounds, Percentiles::p99Us),
            median(rounds, Percentiles::p999Us));
    }

    private static double median(List<Percentiles> rounds, ToDoubleFunction<Percentiles> of) {
        final double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public String toString() {
        return String.format("p50 %.1f  p99 %.1f  p99.9 %.1f us", p50Us, p99Us, p999Us);
    }
}
