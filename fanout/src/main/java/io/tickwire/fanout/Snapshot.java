package io.tickwire.fanout;

import io.tickwire.core.tick.Tick;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The last values of some instruments as they were at one position, until they are sent. A copy, since the market
 * moves on while a slow socket takes them. Fan-out thread only.
 */
final class Snapshot {
    private final UnsafeBuffer slots;
    private final Tick tick = new Tick();
    private int count;
    private int next;

    /**
     * An empty snapshot.
     *
     * @param tickLimit most ticks it can hold
     */
    Snapshot(int tickLimit) {
        slots = new UnsafeBuffer(new byte[tickLimit * Tick.LENGTH]);
    }

    void add(Tick value) {
        value.copyTo(slots, count++ * Tick.LENGTH);
    }

    boolean isDone() {
        return next == count;
    }

    /** The first tick that is not sent yet, and those after it. */
    Tick peek(int ahead) {
        return tick.wrap(slots, (next + ahead) * Tick.LENGTH);
    }

    int remaining() {
        return count - next;
    }

    void sent(int ticks) {
        next += ticks;
    }
}
