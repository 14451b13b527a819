package io.tickwire.config;

/**
 * The ring between ingest and everything downstream.
 *
 * @param capacity slots of 64 bytes, a power of two from 2 to 2^24
 */
public record RingConfig(int capacity) {
}
