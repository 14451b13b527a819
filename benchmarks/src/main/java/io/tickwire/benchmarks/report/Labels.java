package io.tickwire.benchmarks.report;

import io.tickwire.benchmarks.plot.Numbers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Labels of figures and curves, as they are drawn. */
final class Labels {
    private Labels() {
    }

    /** One line; numbers with what they count. */
    static String text(Map<String, String> labels) {
        return labels.entrySet().stream().map(label -> text(label.getKey(), label.getValue()))
            .collect(Collectors.joining(", "));
    }

    private static String text(String key, String value) {
        final double number = number(value);
        return Double.isNaN(number) ? value : words(key) + " " + Numbers.full(number);
    }

    /** Not a number if it is none. */
    static double number(String text) {
        if (!text.matches("-?[0-9][0-9,_]*(\\.[0-9]+)?")) {
            return Double.NaN;
        }
        return Double.parseDouble(text.replaceAll("[,_]", ""));
    }

    /** {@code deliveredTicks} as "delivered ticks". */
    static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z][a-z])", " ").transform(words ->
            words.contains(" ") ? words.toLowerCase(Locale.ROOT) : words);
    }

    /** Those that are the same everywhere, unless there is only one place. */
    static Map<String, String> common(List<Map<String, String>> all) {
        final Map<String, String> common = new LinkedHashMap<>();
        if (all.size() > 1) {
            common.putAll(all.get(0));
            all.forEach(labels -> common.entrySet().retainAll(labels.entrySet()));
        }
        return common;
    }

    static Map<String, String> without(Map<String, String> labels, Set<String> keys) {
        final Map<String, String> rest = new LinkedHashMap<>(labels);
        rest.keySet().removeAll(keys);
        return rest;
    }
}
