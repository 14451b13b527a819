package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.Verdict;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long benchmarks will take, by how long they took before. One thread. */
final class Estimate {
    private static final double SECONDS_PER_MINUTE = 60;

    private final boolean isQuick;
    private final Map<String, Double> secondsByBench = new HashMap<>();

    /** {@code isQuick}: whether the runs are shortened; an earlier run of the other kind tells nothing. */
    Estimate(boolean isQuick) {
        this.isQuick = isQuick;
    }

    void earlier(String bench, Verdict verdict) {
        if (verdict.isQuick() == isQuick) {
            took(bench, verdict.seconds());
        }
    }

    void took(String bench, double seconds) {
        secondsByBench.put(bench, seconds);
    }

    /** What is left, if these are to come. */
    String text(List<String> benches) {
        final double[] known = benches.stream().filter(secondsByBench::containsKey)
            .mapToDouble(secondsByBench::get).toArray();
        final double[] all = secondsByBench.values().stream().mapToDouble(Double::doubleValue).toArray();
        if (all.length == 0) {
            return "how long all take is not known, since none was measured before";
        }
        double seconds = 0;
        for (final double each : known) {
            seconds += each;
        }
        double mean = 0;
        for (final double each : all) {
            mean += each / all.length;
        }
        // Those that were never measured take as long as the others, for want of better.
        seconds += mean * (benches.size() - known.length);
        return String.format(Locale.ROOT, seconds < 2 * SECONDS_PER_MINUTE ? "about %.0f s are left"
            : "about %2$.0f minutes are left", seconds, seconds / SECONDS_PER_MINUTE);
    }
}
