package io.tickwire.config;

/** What a thread does when its agents find no work. */
public enum IdleKind {
    /** Spin: least latency, a whole core. */
    SPIN,
    /** Yield the core to other threads. */
    YIELD,
    /** Spin, then yield, then park for up to 100 microseconds. */
    BACKOFF
}
