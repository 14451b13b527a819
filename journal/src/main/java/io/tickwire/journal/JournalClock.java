package io.tickwire.journal;

import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The time by which files roll: that of the ticks, never going back. Written by the journal's thread, read there by
 * Chronicle Queue, and by no other thread that cares.
 */
final class JournalClock implements TimeProvider {
    private volatile long timeMs;

    void advanceTo(long candidateMs) {
        if (candidateMs > timeMs) {
            timeMs = candidateMs;
        }
    }

    @Override
    public long currentTimeMillis() {
        return timeMs;
    }
}
