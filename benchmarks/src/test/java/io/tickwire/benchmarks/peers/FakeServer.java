package io.tickwire.benchmarks.peers;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sustains rates up to one, delivers all up to another, and does otherwise where it is told to. */
final class FakeServer implements LoadedServer {
    private static final long GOOD_NS = 1_000_000;
    private static final long LATE_NS = 60_000_000;
    private static final long EXPECTED = 100;

    private final long sustainedPerSecond;
    private final long deliveredPerSecond;
    private final List<Long> asked = new ArrayList<>();
    private final Map<Long, List<Outcome>> exceptions = new TreeMap<>();

    FakeServer(long sustainedPerSecond, long deliveredPerSecond) {
        this.sustainedPerSecond = sustainedPerSecond;
        this.deliveredPerSecond = deliveredPerSecond;
    }

    /** At this rate these come first. */
    FakeServer first(long perSecond, Outcome... outcomes) {
        exceptions.put(perSecond, new ArrayList<>(List.of(outcomes)));
        return this;
    }

    /** Every rate that was asked for, in order. */
    List<Long> asked() {
        return asked;
    }

    @Override
    public Outcome measure(long perSecond) {
        asked.add(perSecond);
        final List<Outcome> instead = exceptions.getOrDefault(perSecond, List.of());
        if (!instead.isEmpty()) {
            return instead.remove(0);
        }
        return perSecond > deliveredPerSecond ? lost(perSecond)
            : perSecond > sustainedPerSecond ? outcome(perSecond, EXPECTED, LATE_NS) : good(perSecond, GOOD_NS);
    }

    /** All was delivered, with this p99. */
    static Outcome good(long perSecond, long p99Ns) {
        return outcome(perSecond, EXPECTED, p99Ns);
    }

    /** One was not delivered; the others came at once. */
    static Outcome lost(long perSecond) {
        return outcome(perSecond, EXPECTED - 1, 1);
    }

    private static Outcome outcome(long perSecond, long delivered, long p99Ns) {
        final Histogram latencyNs = new Histogram(3);
        latencyNs.recordValue(p99Ns);
        return new Outcome(perSecond, EXPECTED, delivered, perSecond, 0, latencyNs);
    }
}
