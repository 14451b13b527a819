package io.tickwire.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * What is kept of one run of one benchmark.
 *
 * @param bench     name of the benchmark
 * @param about     what it measures, in a sentence; empty if it does not say
 * @param isQuick   whether it was shortened, so that its figures are only a hint
 * @param startedAt when, ISO 8601
 * @param seconds   how long it took
 * @param doubts    why the figures can't be believed; empty if they can
 * @param machine   what was measured on, each property by its name
 * @param figures   all numbers
 * @param curves    all distributions
 * @param targets   what was to be reached
 */
record BenchResult(String bench, String about, boolean isQuick, String startedAt, double seconds,
                   List<String> doubts, Map<String, String> machine, List<Figure> figures, List<Curve> curves,
                   List<Target> targets) {
    boolean isValid() {
        return doubts.isEmpty();
    }

    long reachedCount() {
        return targets.stream().filter(Target::isReached).count();
    }
}
