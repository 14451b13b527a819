package io.tickwire.benchmarks.plot;

import java.util.List;
import java.util.Locale;

/**
 * One line of a plot.
 *
 * @param name   for the legend
 * @param points from left to right
 */
public record Series(String name, List<Point> points) {
    /**
     * One value.
     *
     * @param x     as the axis has it
     * @param y     as the axis has it
     * @param title what is shown under the pointer
     */
    public record Point(double x, double y, String title) {
    }

    /**
     * The class of its colour: what things are compared with is drawn grey and dashed.
     *
     * @param index 0 or more, among the series of the plot
     * @return a name for the style sheet
     */
    String style(int index) {
        return isFloor(name) ? "floor" : "s" + index % LinePlot.SERIES_LIMIT;
    }

    static boolean isFloor(String name) {
        final String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("floor") || lower.contains("bare");
    }
}
