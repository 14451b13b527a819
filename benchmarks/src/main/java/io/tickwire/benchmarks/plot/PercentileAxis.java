package io.tickwire.benchmarks.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Each further nine has the same room: 90, 99, 99.9 and so on; the way in which tails are looked at. */
public final class PercentileAxis implements Axis {
    private static final int NINES_LIMIT = 9;

    private final double nines;

    /**
     * An axis that reaches to what so many values can tell.
     *
     * @param count number of values, 1 or more
     */
    public PercentileAxis(long count) {
        nines = Math.min(NINES_LIMIT, Math.max(2, Math.ceil(Math.log10(Math.max(1, count)))));
    }

    @Override
    public double at(double percentile) {
        final double rest = 1 - percentile / 100;
        return rest <= 0 ? 1 : Math.min(1, Math.max(0, -Math.log10(rest) / nines));
    }

    @Override
    public List<Double> ticks() {
        final List<Double> ticks = new ArrayList<>(List.of(0.0, 50.0));
        for (int i = 1; i <= nines; i++) {
            ticks.add(BigDecimal.valueOf(100).subtract(BigDecimal.valueOf(1, i - 2)).doubleValue());
        }
        return ticks;
    }

    @Override
    public String label(double tick) {
        return BigDecimal.valueOf(tick).stripTrailingZeros().toPlainString();
    }
}
