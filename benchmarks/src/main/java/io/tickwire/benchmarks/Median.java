package io.tickwire.benchmarks;

import java.util.Arrays;

/** The value in the middle. */
final class Median {
    private Median() {
    }

    /** Of one value or more; of an even number, the upper one of the two in the middle. */
    static double of(double... values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
