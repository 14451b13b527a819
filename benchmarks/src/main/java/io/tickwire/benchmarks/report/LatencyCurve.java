package io.tickwire.benchmarks.report;

import org.HdrHistogram.Histogram;

import java.util.Map;

/**
 * A distribution of latencies.
 *
 * @param name      what was timed, such as {@code tickToClient}
 * @param labels    under which circumstances
 * @param latencyNs nanoseconds
 */
public record LatencyCurve(String name, Map<String, String> labels, Histogram latencyNs) {
    /** The percentiles that are told; 100 is the maximum. */
    static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    double us(double percentile) {
        return latencyNs.getValueAtPercentile(percentile) / 1e3;
    }
}
