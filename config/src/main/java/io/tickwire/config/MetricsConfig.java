package io.tickwire.config;

/**
 * What is measured beside the counters.
 *
 * @param stageSampleInterval ticks whose number is a multiple of this are timed at each stage, a power of two; 0 for
 *                            none
 */
public record MetricsConfig(int stageSampleInterval) {
}
