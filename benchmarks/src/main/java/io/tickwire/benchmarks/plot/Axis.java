package io.tickwire.benchmarks.plot;

import java.util.List;

/** Where values are on one side of a plot. */
public interface Axis {
    /**
     * Where a value is.
     *
     * @param value in the range of the axis, or beyond
     * @return 0 at the start to 1 at the end; values beyond are at the nearer end
     */
    double at(double value);

    /**
     * Where lines of the grid go.
     *
     * @return ascending, in the range of the axis
     */
    List<Double> ticks();

    /**
     * The text at a tick.
     *
     * @param tick one of {@link #ticks()}
     * @return short
     */
    String label(double tick);
}
