package io.tickwire.benchmarks.micro;

import io.tickwire.core.tick.TickFilter;
import io.tickwire.core.tick.TickHandler;
import io.tickwire.journal.TickHistory;

/** A journal that is never asked, since the ring has everything. */
final class NoHistory implements TickHistory {
    @Override
    public long oldest() {
        return 1;
    }

    @Override
    public int read(long fromSequence, int limit, TickFilter filter, int wantedLimit, TickHandler handler) {
        throw new IllegalStateException("tick " + fromSequence + " is not in the ring");
    }

    @Override
    public long positionAt(long timeNs) {
        return UNKNOWN;
    }

    @Override
    public long missingThrough(long fromSequence) {
        return fromSequence - 1;
    }

    @Override
    public void keep(long sequence) {
        // Nothing is deleted here.
    }

    @Override
    public void releaseUnused(long nowNs) {
        // Nothing is held here.
    }

    @Override
    public void close() {
        // Nothing is open here.
    }
}
