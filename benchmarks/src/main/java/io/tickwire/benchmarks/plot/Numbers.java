package io.tickwire.benchmarks.plot;

import java.util.Locale;

/** Numbers for people. */
public final class Numbers {
    private static final double US_PER_MS = 1e3;
    private static final double US_PER_S = 1e6;

    private Numbers() {
    }

    /**
     * A few digits, for axes and bars.
     *
     * @param value any
     * @return such as 0.25, 12, 1.5k, 20M; "none" if it is not a number
     */
    public static String brief(double value) {
        final double size = Math.abs(value);
        if (Double.isNaN(value)) {
            return "none";
        }
        if (size == 0) {
            return "0";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "endless" : "-endless";
        }
        if (size >= 999.5e6) {
            return digits(value / 1e9) + "G";
        }
        if (size >= 999.5e3) {
            return digits(value / 1e6) + "M";
        }
        return size >= 999.5 ? digits(value / 1e3) + "k" : digits(value);
    }

    /**
     * All that matters of it, for tables.
     *
     * @param value any
     * @return with thousands set apart, and decimals only where the number is small
     */
    public static String full(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return brief(value);
        }
        final double size = Math.abs(value);
        if (value == Math.rint(value) || size >= 1_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return size >= 0.001 ? withoutZeros(String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.3f", value))
            : String.format(Locale.ROOT, "%.1e", value);
    }

    /**
     * A duration in the unit that suits it.
     *
     * @param us microseconds
     * @return such as 12 us, 3.5 ms, 2 s
     */
    public static String duration(double us) {
        if (Double.isNaN(us) || Double.isInfinite(us)) {
            return brief(us);
        }
        if (us >= 0.9995 * US_PER_S) {
            return brief(us / US_PER_S) + " s";
        }
        return us >= 0.9995 * US_PER_MS ? digits(us / US_PER_MS) + " ms" : digits(us) + " \u00b5s";
    }

    /** Three digits, without zeros at the end. */
    private static String digits(double value) {
        final double size = Math.abs(value);
        if (size >= 99.95) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        final String text = String.format(Locale.ROOT,
            size >= 9.995 ? "%.1f" : size >= 0.1 ? "%.2f" : size >= 0.001 ? "%.4f" : "%.1e", value);
        return text.contains("e") ? text : withoutZeros(text);
    }

    private static String withoutZeros(String text) {
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
