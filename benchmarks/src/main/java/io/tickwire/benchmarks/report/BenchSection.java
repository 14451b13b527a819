package io.tickwire.benchmarks.report;

import io.tickwire.benchmarks.plot.Markup;
import io.tickwire.benchmarks.plot.Numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The part of the page that shows one result. */
final class BenchSection {
    private final BenchResult result;
    private final Markup out = new Markup();

    BenchSection(BenchResult result) {
        this.result = result;
    }

    String draw() {
        out.open("section", "id", result.bench()).element("h2", result.bench());
        if (!result.about().isEmpty()) {
            out.element("p", result.about());
        }
        validity();
        targets();
        plots();
        curveTable();
        figureTable();
        machine();
        return out.close("section").toString();
    }

    private void validity() {
        if (result.isValid()) {
            out.element("p", result.isQuick() ? "Valid, but of a quick run: a hint only." : "Valid.", "class", "valid");
            return;
        }
        out.open("div", "class", "invalid").element("strong", "Not valid: don't rely on these figures.").open("ul");
        result.doubts().forEach(doubt -> out.element("li", doubt));
        if (result.isQuick()) {
            out.element("li", "the run was a quick one");
        }
        out.close("ul").close("div");
    }

    private void targets() {
        if (result.targets().isEmpty()) {
            return;
        }
        header("", "Target", "Measured", "Limit");
        for (final Target target : result.targets()) {
            out.open("tr").element("td", target.isReached() ? "\u2713 reached" : "\u2717 not reached", "class",
                    !result.isValid() ? "none" : target.isReached() ? "yes" : "no")
                .element("td", target.what(), "class", "what")
                .element("td", Double.isNaN(target.measured()) ? "not measured"
                    : Numbers.full(target.measured()) + " " + target.unit(), "class", "n")
                .element("td", (target.isAtMost() ? "\u2264 " : "\u2265 ") + Numbers.full(target.limit()) + " "
                    + target.unit(), "class", "n").close("tr");
        }
        out.close("tbody").close("table").close("div");
    }

    private void plots() {
        final List<String> curves = CurvePlots.of(result.curves());
        final List<String> figures = new ArrayList<>(FigurePlots.of(result.figures()));
        figures.addAll(FigurePlots.tailsOf(result.curves()));
        if (!curves.isEmpty() || !figures.isEmpty()) {
            out.open("div", "class", "plots");
            curves.forEach(out::raw);
            figures.forEach(out::raw);
            out.close("div");
        }
    }

    private void curveTable() {
        if (result.curves().isEmpty()) {
            return;
        }
        out.open("details").element("summary", "Percentiles");
        header("Latency", "p50", "p90", "p99", "p99.9", "p99.99", "max", "values");
        for (final Curve curve : result.curves()) {
            out.open("tr").element("td", named(curve.name(), curve.labels()));
            curve.percentilesUs().values().forEach(us -> out.element("td", Numbers.duration(us), "class", "n"));
            out.element("td", Numbers.full(curve.count()), "class", "n").close("tr");
        }
        out.close("tbody").close("table").close("div").close("details");
    }

    private void figureTable() {
        if (result.figures().isEmpty()) {
            return;
        }
        out.open("details").element("summary", "Numbers");
        header("Figure", "Value", "Unit");
        for (final Figure figure : result.figures()) {
            out.open("tr").element("td", named(figure.name(), figure.labels()))
                .element("td", Numbers.full(figure.value()), "class", "n").element("td", figure.unit()).close("tr");
        }
        out.close("tbody").close("table").close("div").close("details");
    }

    private static String named(String name, Map<String, String> labels) {
        return Labels.words(name) + (labels.isEmpty() ? "" : ": " + Labels.text(labels));
    }

    private void machine() {
        out.open("details").element("summary", "Measured " + result.startedAt().replaceAll("\\.[0-9]+Z", "Z") + " for "
            + Numbers.full(Math.rint(result.seconds())) + " s on " + result.machine().getOrDefault("cpu", "a machine")
            + ", " + result.machine().getOrDefault("cores", "?") + " cores");
        out.open("dl");
        result.machine().forEach((name, value) -> out.element("dt", name).element("dd", value));
        out.close("dl").close("details");
    }

    /** Opens a table that scrolls by itself where it is wider than the screen. */
    private void header(String... titles) {
        out.open("div", "class", "table").open("table").open("thead").open("tr");
        for (final String title : titles) {
            out.element("th", title);
        }
        out.close("tr").close("thead").open("tbody");
    }
}
