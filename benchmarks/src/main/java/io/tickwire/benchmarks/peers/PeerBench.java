package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.report.BenchReport;

import java.io.IOException;
import java.util.TreeMap;

/** Measures one server with one number of subscribers. A server that lost something is started anew. */
final class PeerBench implements AutoCloseable {
    /** Close enough that every server has a step not far below what it can just sustain. */
    private static final long[] LADDER_PER_SECOND = {50_000, 100_000, 200_000, 300_000, 400_000, 500_000, 750_000,
        1_000_000, 1_500_000, 2_000_000, 3_000_000, 4_000_000};
    /** A step can miss by chance. */
    private static final int MISSES = 2;
    private static final long ONE_SUBSCRIBER_DIVISOR = 10;
    private static final double FIRST_PER_SECOND = 50_000;
    private static final double LOWEST_PER_SECOND = 1_000;
    private static final double HIGHEST_PER_SECOND = 100_000_000;
    private static final int REFINEMENTS = 2;
    private static final double WARM_UP_PER_SECOND = 50_000;
    /** A server that is compiled while it runs needs some seconds for that. */
    private static final double WARM_UP_FACTOR = 3;

    private final Peer peer;
    private final int subscribers;
    private final double seconds;
    private final BenchReport report;
    private PeerSession session;

    /**
     * A measurement; starts nothing yet.
     *
     * @param peer        which server
     * @param subscribers 1 or more
     * @param seconds     for each rate
     * @param report      told what is found
     */
    PeerBench(Peer peer, int subscribers, double seconds, BenchReport report) {
        this.peer = peer;
        this.subscribers = subscribers;
        this.seconds = seconds;
        this.report = report;
    }

    /**
     * Measure.
     *
     * @return what was found
     * @throws IOException if the server can't be started or used
     */
    PeerResult run() throws IOException {
        final TreeMap<Long, Outcome> sustained = new TreeMap<>();
        int misses = 0;
        for (int i = 0; i < LADDER_PER_SECOND.length && misses < MISSES; i++) {
            final long perSecond = subscribers == 1 ? LADDER_PER_SECOND[i] / ONE_SUBSCRIBER_DIVISOR
                : LADDER_PER_SECOND[i];
            final Outcome outcome = measure(perSecond);
            tellStep(perSecond, outcome);
            if (outcome.isSustained()) {
                sustained.put(perSecond, outcome);
            } else {
                misses++;
            }
        }
        final double maximum = maximum();
        report.line("%-14s %,5d subscribers: at most %,.0f messages/s delivered", peer.name(), subscribers, maximum);
        report.figure("maximumDelivered", maximum, "messages/s", "peer", peer.name(), "subscribers", subscribers);
        return new PeerResult(maximum, sustained);
    }

    private void tellStep(long perSecond, Outcome outcome) {
        final Object[] labels = {"peer", peer.name(), "subscribers", subscribers, "deliveredPerSecond", perSecond};
        report.figure("lost", outcome.lost(), "messages", labels);
        if (outcome.delivered() > 0) {
            report.latency("publicationToClient", outcome.latencyNs(), labels);
        }
        if (!outcome.isSustained()) {
            report.line("%-14s %,5d subscribers: does not sustain %,d messages/s: %,d of %,d not delivered, %d"
                + " subscribers cut off, p99 %,.0f us", peer.name(), subscribers, perSecond, outcome.lost(),
                outcome.expected(), outcome.cut(), outcome.us(99));
        }
    }

    /** Doubles the rate until not all is delivered, or halves it until all is, then looks between. */
    private double maximum() throws IOException {
        double low = FIRST_PER_SECOND;
        double best = delivered(low);
        double high = low;
        if (best > 0) {
            double next = best;
            while (next > 0 && high < HIGHEST_PER_SECOND) {
                best = Math.max(best, next);
                low = high;
                high *= 2;
                next = delivered(high);
            }
        } else {
            while (best == 0 && low > LOWEST_PER_SECOND) {
                high = low;
                low /= 2;
                best = delivered(low);
            }
        }
        for (int i = 0; i < REFINEMENTS && best > 0; i++) {
            final double between = Math.sqrt(low * high);
            final double found = delivered(between);
            if (found > 0) {
                low = between;
                best = Math.max(best, found);
            } else {
                high = between;
            }
        }
        return best;
    }

    /** Messages/s that were delivered at this rate, 0 if not all were. */
    private double delivered(double perSecond) throws IOException {
        final Outcome outcome = measure(perSecond);
        return outcome.isAllDelivered() ? outcome.deliveredPerSecond() : 0;
    }

    private Outcome measure(double deliveredPerSecond) throws IOException {
        if (session == null) {
            report.progress("%s, %,d subscribers: starting", peer.name(), subscribers);
            session = new PeerSession(peer, subscribers);
            session.warmUp(WARM_UP_PER_SECOND / subscribers, WARM_UP_FACTOR * seconds);
        }
        final Outcome outcome = session.measure(deliveredPerSecond / subscribers, seconds);
        report.progress("%s, %,d subscribers, %,.0f messages/s: %s", peer.name(), subscribers, deliveredPerSecond,
            outcome.isAllDelivered() ? "delivered" : "not delivered: " + outcome.lost());
        if (!outcome.isAllDelivered()) {
            close();
        }
        return outcome;
    }

    @Override
    public void close() throws IOException {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
