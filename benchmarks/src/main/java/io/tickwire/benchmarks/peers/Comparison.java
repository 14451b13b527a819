package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;

import java.util.Map;

/** tickwire beside the others, for one number of subscribers. */
final class Comparison {
    private static final double P99_TARGET = 0.25;
    private static final double MAXIMUM_TARGET = 5;

    private final int subscribers;
    private final PeerResult tickwire;
    private final Map<String, PeerResult> others;

    /**
     * A comparison.
     *
     * @param subscribers how many there were
     * @param tickwire    what tickwire did
     * @param others      what the others did, by name
     */
    Comparison(int subscribers, PeerResult tickwire, Map<String, PeerResult> others) {
        this.subscribers = subscribers;
        this.tickwire = tickwire;
        this.others = others;
    }

    /**
     * Tell it.
     *
     * @param report told the targets
     */
    void tell(BenchReport report) {
        others.forEach((name, other) -> {
            if (other.sustained().isEmpty()) {
                report.line("%s sustains no step of the ladder with %,d subscribers: no latency to compare", name,
                    subscribers);
            } else {
                final long perSecond = other.sustained().lastKey();
                report.target(new Target(String.format("tickwire's p99 of that of %s, %,d subscribers, %,d messages/s",
                    name, subscribers, perSecond), p99Ratio(perSecond, other), P99_TARGET, true, "x"));
            }
        });
        final double best = others.values().stream().mapToDouble(PeerResult::maximumPerSecond).max().orElse(0);
        if (best > 0) {
            report.target(new Target(String.format("tickwire's delivered messages/s of the best of the others, %,d"
                + " subscribers", subscribers), tickwire.maximumPerSecond() / best, MAXIMUM_TARGET, false, "x"));
        }
    }

    /** Not a number where tickwire does not sustain the rate. */
    private double p99Ratio(long perSecond, PeerResult other) {
        final Outcome mine = tickwire.sustained().get(perSecond);
        return mine == null ? Double.NaN : mine.us(99) / other.sustained().get(perSecond).us(99);
    }
}
