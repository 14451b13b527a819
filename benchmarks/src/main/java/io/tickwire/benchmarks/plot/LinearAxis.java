package io.tickwire.benchmarks.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** From 0 on, with equal steps of 1, 2 or 5 times a power of ten. */
public final class LinearAxis implements Axis {
    private static final int STEPS = 5;

    private final double end;
    private final double step;
    private final DoubleFunction<String> label;

    /**
     * An axis that reaches at least to a value.
     *
     * @param highest 0 or more; of 0 an axis to 1 is made
     * @param label   writes a tick
     */
    public LinearAxis(double highest, DoubleFunction<String> label) {
        this.label = label;
        final double least = (highest > 0 ? highest : 1) / STEPS;
        final double power = Math.pow(10, Math.floor(Math.log10(least)));
        final double times = least / power;
        step = power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
        end = step * Math.ceil((highest > 0 ? highest : 1) / step - 1e-9);
    }

    @Override
    public double at(double value) {
        return Math.min(1, Math.max(0, value / end));
    }

    @Override
    public List<Double> ticks() {
        final List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= end * (1 + 1e-9); i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    @Override
    public String label(double tick) {
        return label.apply(tick);
    }
}
