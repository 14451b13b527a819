package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;

import java.io.IOException;
import java.util.Map;

/**
 * tickwire beside the others, for one number of subscribers: at the highest rate that each of them sustains, which
 * tickwire then holds as often as they did, and by the most that was delivered.
 */
final class Comparison {
    private static final double P99_TARGET = 0.25;
    private static final double MAXIMUM_TARGET = 5;

    private final int subscribers;
    private final Map<String, PeerResult> others;

    /**
     * A comparison.
     *
     * @param subscribers how many there were
     * @param others      what the others did, by name
     */
    Comparison(int subscribers, Map<String, PeerResult> others) {
        this.subscribers = subscribers;
        this.others = others;
    }

    /**
     * Measure what is missing, and tell it.
     *
     * @param tickwire         what tickwire did
     * @param tickwireRepeated gives the median of what tickwire does at a rate
     * @param report           told the targets
     * @throws IOException if tickwire's server can't be started or used
     */
    void tell(PeerResult tickwire, LoadedServer tickwireRepeated, BenchReport report) throws IOException {
        for (final Map.Entry<String, PeerResult> other : others.entrySet()) {
            if (other.getValue().edge().isPresent()) {
                final SustainedRate edge = other.getValue().edge().get();
                final Outcome mine = tickwireRepeated.measure(edge.perSecond());
                report.target(new Target(String.format("tickwire's p99 of that of %s, %,d subscribers, %,d messages/s",
                    other.getKey(), subscribers, edge.perSecond()), p99Ratio(mine, edge.outcome()), P99_TARGET, true,
                    "x"));
            } else {
                report.line("%s sustains no rate with %,d subscribers: no latency to compare", other.getKey(),
                    subscribers);
            }
        }
        final double best = others.values().stream().mapToDouble(PeerResult::maximumPerSecond).max().orElse(0);
        if (best > 0) {
            report.target(new Target(String.format("tickwire's delivered messages/s of the best of the others, %,d"
                + " subscribers", subscribers), tickwire.maximumPerSecond() / best, MAXIMUM_TARGET, false, "x"));
        }
    }

    /** Not a number where tickwire does not sustain the rate. */
    private static double p99Ratio(Outcome mine, Outcome other) {
        return mine.isSustained() ? mine.us(99) / other.us(99) : Double.NaN;
    }
}
