package io.tickwire.benchmarks.plot;

import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars from 0 on, each with its text above and its number behind.
 *
 * @param title what it shows
 * @param unit  of all values
 * @param bars  from top to bottom, 1 or more
 */
public record BarPlot(String title, String unit, List<Bar> bars) {
    private static final double WIDTH = 360;
    private static final double ROW_HEIGHT = 32;
    private static final double TEXT_BASE = 12;
    private static final double BAR_TOP = 16;
    private static final double BAR_HEIGHT = 10;
    private static final double NUMBER_WIDTH = 58;
    private static final int TEXT_LIMIT = 56;

    /**
     * One bar.
     *
     * @param text  what it is
     * @param value 0 or more
     */
    public record Bar(String text, double value) {
    }

    /**
     * Draw it.
     *
     * @return a figure element
     */
    public String draw() {
        final String caption = title.equals(unit) ? title : title + ", " + unit;
        final Markup out = new Markup().open("figure").element("figcaption", caption);
        out.open("svg", "viewBox", "0 0 " + (int) WIDTH + " " + (int) (ROW_HEIGHT * bars.size()), "role", "img",
            "aria-label", caption);
        final double longest = bars.stream().mapToDouble(Bar::value).filter(Double::isFinite).max().orElse(1);
        for (int i = 0; i < bars.size(); i++) {
            final Bar bar = bars.get(i);
            final double top = i * ROW_HEIGHT;
            final double part = longest > 0 && Double.isFinite(bar.value()) ? Math.max(0, bar.value() / longest) : 0;
            final double length = Math.max(1, part * (WIDTH - NUMBER_WIDTH));
            out.open("g").element("title", bar.text() + ": " + Numbers.full(bar.value()) + " " + unit);
            out.element("text", cut(bar.text()), "x", 0, "y", top + TEXT_BASE);
            out.open("rect", "class", style(bar), "x", 0, "y", top + BAR_TOP, "width", length, "height", BAR_HEIGHT,
                "rx", 2).close("rect");
            out.element("text", Numbers.brief(bar.value()), "class", "number", "x", length + 6, "y",
                top + BAR_TOP + BAR_HEIGHT - 1);
            out.close("g");
        }
        return out.close("svg").close("figure").toString();
    }

    private static String cut(String text) {
        return text.length() <= TEXT_LIMIT ? text : text.substring(0, TEXT_LIMIT - 1) + "\u2026";
    }

    /** Ours stands out among others. */
    private String style(Bar bar) {
        if (Series.isFloor(bar.text())) {
            return "bar floor";
        }
        final boolean isOurs = bar.text().toLowerCase(Locale.ROOT).contains("tickwire");
        final boolean areOthers = bars.stream().anyMatch(each ->
            each.text().toLowerCase(Locale.ROOT).contains("tickwire"));
        return isOurs || !areOthers ? "bar s0" : "bar s1";
    }
}
