package io.tickwire.benchmarks.report;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.PercentileIterator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The percentiles of a distribution of latencies, as they are written and drawn.
 *
 * @param name          what was timed
 * @param labels        under which circumstances
 * @param count         how many values
 * @param percentilesUs by the names p50Us, p90Us ... maxUs, microseconds
 * @param points        from the least percentile to the highest
 * @param hdr           name of the file with the whole distribution
 */
record Curve(String name, Map<String, String> labels, long count, Map<String, Double> percentilesUs,
             List<Point> points, String hdr) {
    private static final int TICKS_PER_HALF_DISTANCE = 4;

    /**
     * One point of the curve.
     *
     * @param percentile 0 to 100
     * @param us         that many percent were not above this, microseconds
     */
    record Point(double percentile, double us) {
    }

    static Curve of(LatencyCurve curve, String hdr) {
        final Histogram latencyNs = curve.latencyNs();
        final Map<String, Double> percentilesUs = new LinkedHashMap<>();
        for (final double percentile : LatencyCurve.PERCENTILES) {
            percentilesUs.put(keyOf(percentile), curve.us(percentile));
        }
        final List<Point> points = new ArrayList<>();
        final PercentileIterator iterator = new PercentileIterator(latencyNs, TICKS_PER_HALF_DISTANCE);
        while (iterator.hasNext()) {
            final HistogramIterationValue value = iterator.next();
            points.add(new Point(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / 1e3));
        }
        return new Curve(curve.name(), curve.labels(), latencyNs.getTotalCount(), percentilesUs, points, hdr);
    }

    private static String keyOf(double percentile) {
        final String number = percentile == Math.rint(percentile) ? String.valueOf((int) percentile)
            : String.valueOf(percentile);
        return percentile == 100 ? "maxUs" : "p" + number + "Us";
    }
}
