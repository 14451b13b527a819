package io.tickwire.benchmarks.report;

import java.util.Map;

/**
 * One number that was measured.
 *
 * @param name   what it is, such as {@code deliveredTicksPerSecond}
 * @param labels under which circumstances, such as subscribers = 100; in the order in which they are told
 * @param value  the number
 * @param unit   of the number, such as {@code ticks/s}, {@code us} or {@code x} for a ratio
 */
public record Figure(String name, Map<String, String> labels, double value, String unit) {
}
