package io.tickwire.benchmarks.plot;

import java.util.List;
import java.util.Locale;

/**
 * Lines over two axes, with a legend below.
 *
 * @param title   what it shows
 * @param xText   what the horizontal axis is
 * @param x       horizontal axis
 * @param yText   what the vertical axis is
 * @param y       vertical axis
 * @param hasDots whether each point is marked
 * @param series  1 to {@link #SERIES_LIMIT}
 */
public record LinePlot(String title, String xText, Axis x, String yText, Axis y, boolean hasDots,
                       List<Series> series) {
    /** Most lines that can still be told apart. */
    public static final int SERIES_LIMIT = 9;

    // Units of the drawing; about pixels of a phone.
    private static final double WIDTH = 360;
    private static final double HEIGHT = 250;
    private static final double LEFT = 50;
    private static final double RIGHT = 14;
    private static final double TOP = 22;
    private static final double BOTTOM = 38;
    private static final double CHARACTER_WIDTH = 6.8;
    private static final double LINE_HEIGHT = 14;
    private static final double DOT_RADIUS = 3;
    private static final double POINTER_RADIUS = 7;

    /**
     * Draw it.
     *
     * @return a figure element
     */
    public String draw() {
        final Markup out = new Markup().open("figure").element("figcaption", title);
        out.open("svg", "viewBox", "0 0 " + (int) WIDTH + " " + (int) HEIGHT, "role", "img", "aria-label", title);
        drawX(out);
        drawY(out);
        for (int i = 0; i < series.size(); i++) {
            drawLine(out, series.get(i), series.get(i).style(i));
        }
        // On top of all lines, so that none is in the way of the pointer.
        for (int i = 0; i < series.size(); i++) {
            drawPoints(out, series.get(i), series.get(i).style(i));
        }
        out.close("svg");
        drawLegend(out);
        return out.close("figure").toString();
    }

    private double left(double value) {
        return LEFT + x.at(value) * (WIDTH - LEFT - RIGHT);
    }

    private double top(double value) {
        return HEIGHT - BOTTOM - y.at(value) * (HEIGHT - TOP - BOTTOM);
    }

    private void drawX(Markup out) {
        double free = 0;
        for (final double tick : x.ticks()) {
            final double at = left(tick);
            out.open("line", "class", "grid", "x1", at, "x2", at, "y1", TOP, "y2", HEIGHT - BOTTOM).close("line");
            final String text = x.label(tick);
            final double half = text.length() * CHARACTER_WIDTH / 2;
            final double middle = Math.min(at, WIDTH - half);
            if (middle - half >= free) {
                out.element("text", text, "x", middle, "y", HEIGHT - BOTTOM + LINE_HEIGHT, "text-anchor", "middle");
                free = middle + half + CHARACTER_WIDTH;
            }
        }
        out.element("text", xText, "class", "axis", "x", (LEFT + WIDTH - RIGHT) / 2, "y", HEIGHT - 6,
            "text-anchor", "middle");
    }

    private void drawY(Markup out) {
        double free = HEIGHT;
        for (final double tick : y.ticks()) {
            final double at = top(tick);
            out.open("line", "class", "grid", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", at, "y2", at).close("line");
            if (at <= free) {
                out.element("text", y.label(tick), "x", LEFT - 6, "y", at + 4, "text-anchor", "end");
                free = at - LINE_HEIGHT;
            }
        }
        out.element("text", yText, "class", "axis", "x", 4, "y", 11);
    }

    private void drawLine(Markup out, Series line, String style) {
        final StringBuilder path = new StringBuilder();
        for (final Series.Point point : line.points()) {
            path.append(path.isEmpty() ? 'M' : 'L').append(String.format(Locale.ROOT, "%.1f %.1f",
                left(point.x()), top(point.y())));
        }
        out.open("path", "class", "line " + style, "d", path).element("title", line.name()).close("path");
    }

    private void drawPoints(Markup out, Series line, String style) {
        for (final Series.Point point : line.points()) {
            if (hasDots) {
                out.open("circle", "class", "dot " + style, "cx", left(point.x()), "cy", top(point.y()), "r",
                    DOT_RADIUS).close("circle");
            }
            out.open("circle", "class", "pointer", "cx", left(point.x()), "cy", top(point.y()), "r", POINTER_RADIUS)
                .element("title", line.name() + "\n" + point.title()).close("circle");
        }
    }

    private void drawLegend(Markup out) {
        out.open("ul", "class", "legend");
        for (int i = 0; i < series.size(); i++) {
            out.open("li").open("svg", "viewBox", "0 0 28 10", "aria-hidden", "true")
                .open("path", "class", "line " + series.get(i).style(i), "d", "M1 5H27").close("path").close("svg")
                .text(series.get(i).name()).close("li");
        }
        out.close("ul");
    }
}
