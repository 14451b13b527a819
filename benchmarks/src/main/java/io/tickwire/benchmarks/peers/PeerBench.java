package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.report.BenchReport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures one server with one number of subscribers. A server that lost something is started anew. */
final class PeerBench implements AutoCloseable {
    private static final long[] LADDER_PER_SECOND = {50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000,
        5_000_000};
    private static final long ONE_SUBSCRIBER_DIVISOR = 10;
    private static final int REPEATS = 3;
    private static final double WARM_UP_PER_SECOND = 50_000;
    /** A server that is compiled while it runs needs some seconds for that, and so does the load generator. */
    private static final double WARM_UP_FACTOR = 3;

    private final Peer peer;
    private final int subscribers;
    private final double seconds;
    private final BenchReport report;
    private final Map<Long, Outcome> repeated = new HashMap<>();
    private double warmUpFactor = WARM_UP_FACTOR;
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
        final long[] ladder = Arrays.stream(LADDER_PER_SECOND)
            .map(perSecond -> subscribers == 1 ? perSecond / ONE_SUBSCRIBER_DIVISOR : perSecond).toArray();
        final MaximumSearch maximumSearch = new MaximumSearch(this::measure);
        final Climb climb = new EdgeSearch(maximumSearch, ladder).run();
        climb.steps().forEach(this::tellStep);
        climb.edge().ifPresentOrElse(this::tellEdge, () -> report.line("%-14s %,5d subscribers: sustains no rate",
            peer.name(), subscribers));
        final double maximum = maximumSearch.run(ladder[0]);
        report.line("%-14s %,5d subscribers: at most %,.0f messages/s delivered", peer.name(), subscribers, maximum);
        report.figure("maximumDelivered", maximum, "messages/s", "peer", peer.name(), "subscribers", subscribers);
        return new PeerResult(maximum, climb.edge());
    }

    private void tellStep(long perSecond, Outcome outcome) {
        final Object[] labels = labels(perSecond);
        report.figure("lost", outcome.lost(), "messages", labels);
        if (outcome.delivered() > 0) {
            report.latency("publicationToClient", outcome.latencyNs(), labels);
        }
        if (!outcome.isSustained()) {
            tellMiss(perSecond, outcome);
        }
    }

    private void tellEdge(SustainedRate edge) {
        report.line("%-14s %,5d subscribers: sustains at most %,d messages/s, p99 %,.0f us", peer.name(), subscribers,
            edge.perSecond(), edge.outcome().us(99));
        report.figure("maximumSustained", edge.perSecond(), "messages/s", "peer", peer.name(), "subscribers",
            subscribers);
        report.latency("atHighestSustained", edge.outcome().latencyNs(), labels(edge.perSecond()));
    }

    private void tellMiss(long perSecond, Outcome outcome) {
        report.line("%-14s %,5d subscribers: does not sustain %,d messages/s: %,d of %,d not delivered, %d"
            + " subscribers cut off, p99 %,.0f us", peer.name(), subscribers, perSecond, outcome.lost(),
            outcome.expected(), outcome.cut(), outcome.us(99));
    }

    private Object[] labels(long perSecond) {
        return new Object[]{"peer", peer.name(), "subscribers", subscribers, "deliveredPerSecond", perSecond};
    }

    /**
     * Hold a rate three times; the same rate is only measured the first time it is asked for.
     *
     * @param perSecond messages/s that are to be delivered, summed over the subscribers
     * @return the one in the middle, by p99
     * @throws IOException if the server can't be started or used
     */
    Outcome measureThreeTimes(long perSecond) throws IOException {
        final Outcome known = repeated.get(perSecond);
        if (known != null) {
            return known;
        }
        final List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            outcomes.add(measure(perSecond));
        }
        final Outcome median = Outcome.median(outcomes);
        repeated.put(perSecond, median);
        if (median.isSustained()) {
            report.latency("besideHighestSustained", median.latencyNs(), labels(perSecond));
        } else {
            tellMiss(perSecond, median);
        }
        return median;
    }

    private Outcome measure(long deliveredPerSecond) throws IOException {
        if (session == null) {
            report.progress("%s, %,d subscribers: starting", peer.name(), subscribers);
            session = new PeerSession(peer, subscribers);
            session.warmUp(WARM_UP_PER_SECOND / subscribers, warmUpFactor * seconds);
            warmUpFactor = peer.isCompiledAsItRuns() ? WARM_UP_FACTOR : 1;
        }
        final Outcome outcome = session.measure((double) deliveredPerSecond / subscribers, seconds);
        report.progress("%s, %,d subscribers, %,d messages/s: %s", peer.name(), subscribers, deliveredPerSecond,
            outcome.isAllDelivered() ? String.format("delivered, p99 %,.0f us", outcome.us(99))
                : "not delivered: " + outcome.lost());
        if (!outcome.isAllDelivered() && !session.catchesUp()) {
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
