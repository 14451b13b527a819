package io.tickwire.benchmarks.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the highest rate that a server sustains. It climbs a ladder, and then by doubling, until a step misses twice in
 * a row. Then it halves the distance to that step, as a ratio, four times: what was found is within 6 % of what misses,
 * where steps are a factor of 2.5 apart. Near the edge a rate counts as sustained only if it is so twice, since one run
 * can be lucky; one miss is enough against it. The rate that is found is held a third time, and its figures are those
 * of the run with the median p99.
 */
final class EdgeSearch {
    private static final long HIGHEST_PER_SECOND = 100_000_000;
    private static final int REFINEMENTS = 4;
    /** How often the lowest step is halved where a server does not sustain it. */
    private static final int HALVINGS = 4;

    private final LoadedServer server;
    private final long[] ladder;
    private final TreeMap<Long, Outcome> steps = new TreeMap<>();
    /** Highest rate that was sustained twice; 0 before there is one. */
    private long lowPerSecond;
    /** Both times at that rate. */
    private List<Outcome> atLow = List.of();
    /** Lowest rate above it that missed; 0 if none did. */
    private long highPerSecond;

    /**
     * A search; measures nothing yet.
     *
     * @param server to be measured
     * @param ladder delivered messages/s, ascending, one step or more
     */
    EdgeSearch(LoadedServer server, long... ladder) {
        this.server = server;
        this.ladder = ladder.clone();
    }

    /**
     * Search.
     *
     * @return what was found
     * @throws IOException if the server can't be started or used
     */
    Climb run() throws IOException {
        climb();
        confirm();
        for (int i = 0; i < HALVINGS && lowPerSecond == 0; i++) {
            tryTwice(highPerSecond / 2);
        }
        if (lowPerSecond == 0) {
            return new Climb(steps, Optional.empty());
        }
        for (int i = 0; i < REFINEMENTS && highPerSecond > 0; i++) {
            tryTwice(Math.round(Math.sqrt((double) lowPerSecond * highPerSecond)));
        }
        final List<Outcome> outcomes = new ArrayList<>(atLow);
        outcomes.add(server.measure(lowPerSecond));
        return new Climb(steps, Optional.of(new SustainedRate(lowPerSecond, Outcome.median(outcomes))));
    }

    private void climb() throws IOException {
        for (int i = 0; i < ladder.length && highPerSecond == 0; i++) {
            climbTo(ladder[i]);
        }
        while (highPerSecond == 0 && steps.lastKey() < HIGHEST_PER_SECOND) {
            climbTo(2 * steps.lastKey());
        }
    }

    private void climbTo(long perSecond) throws IOException {
        Outcome outcome = server.measure(perSecond);
        if (!outcome.isSustained()) {
            outcome = server.measure(perSecond);
        }
        steps.put(perSecond, outcome);
        if (!outcome.isSustained()) {
            highPerSecond = perSecond;
        }
    }

    /** The highest step was sustained once; if that was luck, the one below it is looked at. */
    private void confirm() throws IOException {
        for (final long step : steps.descendingKeySet()) {
            final Outcome first = steps.get(step);
            if (first.isSustained() && lowPerSecond == 0) {
                decide(step, first, server.measure(step));
            }
        }
    }

    private void tryTwice(long perSecond) throws IOException {
        final Outcome first = server.measure(perSecond);
        decide(perSecond, first, first.isSustained() ? server.measure(perSecond) : first);
    }

    private void decide(long perSecond, Outcome first, Outcome second) {
        if (first.isSustained() && second.isSustained()) {
            lowPerSecond = perSecond;
            atLow = List.of(first, second);
        } else {
            highPerSecond = perSecond;
        }
    }
}
