package io.tickwire.core.tick;

/** Receives ticks in sequence order. */
@FunctionalInterface
public interface TickHandler {
    /**
     * One tick. Called on the thread that reads; the flyweight is valid during the call only.
     *
     * @param tick the tick
     */
    void onTick(Tick tick);
}
