package io.tickwire.benchmarks.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** Equal steps for equal ratios: lines at powers of ten, and between them at 2 and 5 where the range is short. */
public final class LogAxis implements Axis {
    private static final double[] SHORT = {1, 2, 5};
    private static final double[] LONG = {1};
    private static final double SHORT_DECADES = 2.5;
    private static final double ROUNDING = 1e-9;

    private final List<Double> ticks = new ArrayList<>();
    private final double start;
    private final double end;
    private final DoubleFunction<String> label;

    /**
     * An axis whose ends are the lines around a range.
     *
     * @param lowest  more than 0
     * @param highest not less than the lowest
     * @param label   writes a tick
     * @throws IllegalArgumentException if the range is not as said
     */
    public LogAxis(double lowest, double highest, DoubleFunction<String> label) {
        if (!(lowest > 0 && highest >= lowest && highest < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a logarithmic axis must begin above 0 and end not below its begin: "
                + lowest + " to " + highest);
        }
        this.label = label;
        final double[] steps = Math.log10(highest / lowest) <= SHORT_DECADES ? SHORT : LONG;
        for (int power = (int) Math.floor(Math.log10(lowest)) - 1; !isComplete(highest); power++) {
            for (final double step : steps) {
                if (!isComplete(highest)) {
                    ticks.add(step * Math.pow(10, power));
                }
            }
        }
        while (ticks.size() > 2 && ticks.get(1) <= lowest * (1 + ROUNDING)) {
            ticks.remove(0);
        }
        start = Math.log10(ticks.get(0));
        end = Math.log10(ticks.get(ticks.size() - 1));
    }

    private boolean isComplete(double highest) {
        return ticks.size() > 1 && ticks.get(ticks.size() - 1) >= highest * (1 - ROUNDING);
    }

    @Override
    public double at(double value) {
        return value <= 0 ? 0 : Math.min(1, Math.max(0, (Math.log10(value) - start) / (end - start)));
    }

    @Override
    public List<Double> ticks() {
        return List.copyOf(ticks);
    }

    @Override
    public String label(double tick) {
        return label.apply(tick);
    }
}
