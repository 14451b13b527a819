package io.tickwire.benchmarks.report;

import io.tickwire.benchmarks.plot.Axis;
import io.tickwire.benchmarks.plot.BarPlot;
import io.tickwire.benchmarks.plot.LinePlot;
import io.tickwire.benchmarks.plot.LinearAxis;
import io.tickwire.benchmarks.plot.LogAxis;
import io.tickwire.benchmarks.plot.Numbers;
import io.tickwire.benchmarks.plot.Series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;

/** Plots of numbers: lines over what grows (subscribers, connections ...), else bars. */
final class FigurePlots {
    private static final String TAIL = "p99Us";
    private static final int TAIL_STEPS = 3;
    private static final String MICROSECONDS = "us";
    /** Labels whose numbers may be the horizontal axis. */
    private static final List<String> SCALES =
        List.of("subscribers", "connections", "clients", "instruments", "rate", "ticksPerSecond",
            "deliveredPerSecond", "threads", "batch");
    private static final int BARS_LIMIT = 20;
    private static final double LOG_FROM_RATIO = 20;
    private static final double LOG_BESIDE_LOG_RATIO = 2;

    private FigurePlots() {
    }

    static List<String> of(List<Figure> figures) {
        final Map<String, List<Figure>> byName = new LinkedHashMap<>();
        figures.stream().filter(figure -> Double.isFinite(figure.value())).forEach(figure ->
            byName.computeIfAbsent(figure.name() + "\n" + figure.unit(), key -> new ArrayList<>()).add(figure));
        final Map<String, List<Figure>> lines = new LinkedHashMap<>();
        final List<String> plots = new ArrayList<>();
        final List<String> bars = new ArrayList<>();
        for (final List<Figure> group : byName.values()) {
            final Optional<String> scale = scaleOf(group);
            if (group.stream().allMatch(figure -> figure.value() == 0)) {
                // The table says it better than a line on the ground.
                continue;
            }
            if (scale.isPresent()) {
                lines.computeIfAbsent(scale.get() + "\n" + group.get(0).unit(), key -> new ArrayList<>())
                    .addAll(group);
            } else if (group.size() > 1) {
                bars.addAll(bars(group));
            }
        }
        lines.forEach((key, group) -> plots.addAll(lines(key.substring(0, key.indexOf('\n')), group)));
        plots.addAll(bars);
        return plots;
    }

    /** The p99 of latencies over what grows, where it has three steps or more; not of the stages of one way. */
    static List<String> tailsOf(List<Curve> curves) {
        final List<Figure> tails = curves.stream()
            .filter(curve -> curve.count() > 0 && !curve.labels().containsKey(CurvePlots.STAGE))
            .map(curve -> new Figure(curve.name() + " p99", curve.labels(),
                curve.percentilesUs().getOrDefault(TAIL, Double.NaN), MICROSECONDS))
            .filter(figure -> Double.isFinite(figure.value())).toList();
        return scaleOf(tails).filter(key -> valueCount(key, tails) >= TAIL_STEPS).map(key -> lines(key, tails))
            .orElse(List.of());
    }

    /** A label that has several numbers in this group; that which has most. */
    private static Optional<String> scaleOf(List<Figure> group) {
        String best = null;
        for (final String key : SCALES) {
            if (valueCount(key, group) > (best == null ? 1 : valueCount(best, group))) {
                best = key;
            }
        }
        return Optional.ofNullable(best);
    }

    private static long valueCount(String key, List<Figure> group) {
        return group.stream().map(figure -> figure.labels().getOrDefault(key, "")).mapToDouble(Labels::number)
            .filter(Double::isFinite).distinct().count();
    }

    private static List<String> lines(String scale, List<Figure> figures) {
        final Set<String> names = new TreeSet<>(figures.stream().map(Figure::name).toList());
        final Map<String, List<Series.Point>> points = new LinkedHashMap<>();
        for (final Figure figure : figures) {
            final double x = Labels.number(figure.labels().getOrDefault(scale, ""));
            if (Double.isFinite(x)) {
                final String rest = Labels.text(Labels.without(figure.labels(), Set.of(scale)));
                final String name = rest.isEmpty() ? Labels.words(figure.name())
                    : names.size() == 1 ? rest : Labels.words(figure.name()) + ", " + rest;
                points.computeIfAbsent(name, key -> new ArrayList<>()).add(new Series.Point(x, figure.value(),
                    Labels.words(scale) + " " + Numbers.full(x) + ": " + Numbers.full(figure.value()) + " "
                        + figure.unit()));
            }
        }
        final List<Series> series = new ArrayList<>();
        points.forEach((name, each) -> {
            each.sort(Comparator.comparingDouble(Series.Point::x));
            series.add(new Series(name, each));
        });
        final String title = String.join(", ", names.stream().map(Labels::words).toList());
        final List<String> plots = new ArrayList<>();
        for (int i = 0; i < series.size(); i += LinePlot.SERIES_LIMIT) {
            plots.add(plot(title, scale, figures.get(0).unit(),
                series.subList(i, Math.min(series.size(), i + LinePlot.SERIES_LIMIT))));
        }
        return plots;
    }

    private static String plot(String title, String scale, String unit, List<Series> series) {
        final List<Series.Point> all = series.stream().flatMap(each -> each.points().stream()).toList();
        final double[] xs = all.stream().mapToDouble(Series.Point::x).sorted().toArray();
        final double[] ys = all.stream().mapToDouble(Series.Point::y).sorted().toArray();
        final boolean isTime = MICROSECONDS.equals(unit);
        final boolean isLogX = isWide(xs, LOG_FROM_RATIO);
        // Beside a logarithmic scale, unless all are of one size.
        final boolean isLogY = isWide(ys, isLogX ? LOG_BESIDE_LOG_RATIO : LOG_FROM_RATIO);
        final String x = Labels.words(scale);
        return new LinePlot(title + " over " + x, x + (isLogX ? ", log scale" : ""), axis(xs, isLogX, Numbers::brief),
            (isTime ? "time" : unit) + (isLogY ? ", log scale" : ""),
            axis(ys, isLogY, isTime ? Numbers::duration : Numbers::brief), true, series).draw();
    }

    private static boolean isWide(double[] sorted, double ratio) {
        return sorted[0] > 0 && sorted[sorted.length - 1] / sorted[0] >= ratio;
    }

    private static Axis axis(double[] sorted, boolean isLog, DoubleFunction<String> label) {
        final double highest = sorted[sorted.length - 1];
        return isLog ? new LogAxis(sorted[0], highest, label) : new LinearAxis(highest, label);
    }

    private static List<String> bars(List<Figure> group) {
        final Map<String, String> common = Labels.common(group.stream().map(Figure::labels).toList());
        final List<String> plots = new ArrayList<>();
        for (int i = 0; i < group.size(); i += BARS_LIMIT) {
            final List<BarPlot.Bar> bars = group.subList(i, Math.min(group.size(), i + BARS_LIMIT)).stream()
                .map(figure -> new BarPlot.Bar(Labels.text(Labels.without(figure.labels(), common.keySet())),
                    figure.value())).toList();
            plots.add(new BarPlot(Labels.words(group.get(0).name()) + (common.isEmpty() ? "" : ": "
                + Labels.text(common)), group.get(0).unit(), bars).draw());
        }
        return plots;
    }
}
