package io.tickwire.benchmarks.peers;

import java.io.IOException;
import java.util.TreeSet;

/**
 * Finds how much a server delivers at most, however late. It stands before the server from the beginning, so that what
 * was already measured is not measured again.
 */
final class MaximumSearch implements LoadedServer {
    private static final long LOWEST_PER_SECOND = 1_000;
    private static final long HIGHEST_PER_SECOND = 100_000_000;
    private static final int REFINEMENTS = 2;
    /** Rates so near each other have nothing between them that is worth a look. */
    private static final double NEAR = 1.1;

    private final LoadedServer server;
    private final TreeSet<Long> missed = new TreeSet<>();
    private long lowPerSecond;
    private double bestPerSecond;

    /**
     * A search; measures nothing yet.
     *
     * @param server to be measured
     */
    MaximumSearch(LoadedServer server) {
        this.server = server;
    }

    /** Passes the call on, and keeps in mind what was delivered. */
    @Override
    public Outcome measure(long perSecond) throws IOException {
        final Outcome outcome = server.measure(perSecond);
        if (outcome.isAllDelivered()) {
            lowPerSecond = Math.max(lowPerSecond, perSecond);
            bestPerSecond = Math.max(bestPerSecond, outcome.deliveredPerSecond());
        } else {
            missed.add(perSecond);
        }
        return outcome;
    }

    /**
     * Double the rate until not all is delivered, or halve it until all is; then look between.
     *
     * @param firstPerSecond rate to begin with if none was measured yet
     * @return delivered messages/s, summed over the subscribers; 0 if never all was delivered
     * @throws IOException if the server can't be started or used
     */
    double run(long firstPerSecond) throws IOException {
        if (lowPerSecond == 0 && missed.isEmpty()) {
            measure(firstPerSecond);
        }
        while (lowPerSecond == 0 && missed.first() > LOWEST_PER_SECOND) {
            measure(missed.first() / 2);
        }
        if (lowPerSecond == 0) {
            return 0;
        }
        while (missed.higher(lowPerSecond) == null && lowPerSecond < HIGHEST_PER_SECOND) {
            measure(2 * lowPerSecond);
        }
        for (int i = 0; i < REFINEMENTS && isWorthALook(); i++) {
            measure(Math.round(Math.sqrt((double) lowPerSecond * missed.higher(lowPerSecond))));
        }
        return bestPerSecond;
    }

    private boolean isWorthALook() {
        final Long high = missed.higher(lowPerSecond);
        return high != null && high > NEAR * lowPerSecond;
    }
}
