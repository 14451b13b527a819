package io.tickwire.fanout;

/** The part of the gateway that runs on a fan-out thread: it moves waiting bytes of that thread's sinks. */
@FunctionalInterface
public interface SinkDriver {
    /**
     * Write what waits and can be written, without blocking. Once in each duty cycle of the fan-out agent.
     *
     * @param nowNs time of this duty cycle, ns since 1970
     * @return how much was done, 0 for nothing
     */
    int poll(long nowNs);

    /** Give back what it holds; the last call, on the fan-out thread. By default nothing. */
    default void close() {
    }
}
