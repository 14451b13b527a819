package io.tickwire.benchmarks;

import io.tickwire.config.JournalConfig;
import io.tickwire.core.tick.Tick;
import io.tickwire.journal.Journal;
import io.tickwire.journal.TickHistory;

/** Reads a whole journal that no server has, and looks at each tick. One thread. */
final class JournalScan {
    private static final int BATCH = 4_096;

    private long checksum;

    /** Ticks a second. */
    double run(JournalConfig config) {
        try (Journal journal = Journal.open(config, error -> System.err.println("tickwire: " + error));
             TickHistory history = journal.newHistory()) {
            final long last = journal.lastSequence();
            final long startNs = System.nanoTime();
            long next = 1;
            while (next <= last) {
                next += history.read(next, BATCH, this::onTick);
            }
            return last * 1e9 / (System.nanoTime() - startNs);
        }
    }

    private void onTick(Tick tick) {
        checksum += tick.bidPrice();
    }

    /** So that no look can be left out by the compiler. */
    long checksum() {
        return checksum;
    }
}
