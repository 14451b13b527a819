package io.tickwire.benchmarks.report;

import io.tickwire.benchmarks.plot.LinePlot;
import io.tickwire.benchmarks.plot.LogAxis;
import io.tickwire.benchmarks.plot.Numbers;
import io.tickwire.benchmarks.plot.PercentileAxis;
import io.tickwire.benchmarks.plot.Series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Plots of percentiles: what is to be compared is in one plot, different circumstances are side by side. */
final class CurvePlots {
    /** Labels that say who or what was measured; all others are circumstances. */
    private static final Set<String> WHO = Set.of("system", "server", "peer", "preset", "idle", "kind", "when",
        "buffer", "stage", "what", "who", "line", "variant", "rig", "subscription", "use");
    static final String STAGE = "stage";
    private static final double LEAST_US = 0.1;

    private CurvePlots() {
    }

    static List<String> of(List<Curve> curves) {
        final List<Curve> whole = curves.stream()
            .filter(curve -> curve.count() > 0 && !curve.points().isEmpty())
            .sorted(Comparator.comparing(curve -> curve.labels().containsKey(STAGE))).toList();
        if (whole.size() <= LinePlot.SERIES_LIMIT / 2 || !hasWho(whole) && whole.size() <= LinePlot.SERIES_LIMIT) {
            return whole.isEmpty() ? List.of() : List.of(plot(whole));
        }
        final Map<String, List<Curve>> byCircumstance = new LinkedHashMap<>();
        for (final Curve curve : whole) {
            byCircumstance.computeIfAbsent(Labels.text(Labels.without(curve.labels(), whoOf(curve))),
                key -> new ArrayList<>()).add(curve);
        }
        final List<String> plots = new ArrayList<>();
        for (final List<Curve> group : byCircumstance.values()) {
            for (int i = 0; i < group.size(); i += LinePlot.SERIES_LIMIT) {
                plots.add(plot(group.subList(i, Math.min(group.size(), i + LinePlot.SERIES_LIMIT))));
            }
        }
        return plots;
    }

    /** The stages of one way are compared with each other. */
    private static Set<String> whoOf(Curve curve) {
        return curve.labels().containsKey(STAGE) ? Set.of(STAGE) : WHO;
    }

    private static boolean hasWho(List<Curve> curves) {
        return curves.stream().anyMatch(curve -> curve.labels().keySet().stream().anyMatch(WHO::contains));
    }

    private static String plot(List<Curve> curves) {
        final boolean isOneName = curves.stream().map(Curve::name).distinct().count() == 1;
        final Map<String, String> common = Labels.common(curves.stream().map(Curve::labels).toList());
        final List<Series> series = new ArrayList<>();
        for (final Curve curve : curves) {
            final String labels = Labels.text(Labels.without(curve.labels(), common.keySet()));
            final String name = labels.isEmpty() ? Labels.words(curve.name())
                : isOneName ? labels : Labels.words(curve.name()) + ", " + labels;
            series.add(new Series(name, curve.points().stream().map(point -> new Series.Point(point.percentile(),
                Math.max(LEAST_US, point.us()), "p" + trim(point.percentile()) + ": "
                + Numbers.duration(point.us()))).toList()));
        }
        final double lowest = series.stream().flatMap(each -> each.points().stream())
            .mapToDouble(Series.Point::y).min().orElse(1);
        final double highest = series.stream().flatMap(each -> each.points().stream())
            .mapToDouble(Series.Point::y).max().orElse(1);
        final String title = (isOneName ? Labels.words(curves.get(0).name()) : "latency")
            + (common.isEmpty() ? "" : ": " + Labels.text(common));
        return new LinePlot(title, "percentile",
            new PercentileAxis(curves.stream().mapToLong(Curve::count).max().orElse(1)), "latency, log scale",
            new LogAxis(lowest, highest, Numbers::duration), false, series).draw();
    }

    private static String trim(double percentile) {
        return String.format(Locale.ROOT, "%.5f", percentile).replaceAll("\\.?0+$", "");
    }
}
