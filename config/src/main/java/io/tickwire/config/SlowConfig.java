package io.tickwire.config;

/**
 * When a subscriber is told that it is slow.
 *
 * @param afterTicks more ticks behind than this, 1 or more
 * @param afterNs    longer behind than this, ns
 */
public record SlowConfig(long afterTicks, long afterNs) {
}
