package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.Verdict;

import java.util.Locale;
import java.util.Optional;

/**
 * How one benchmark went.
 *
 * @param bench    its name
 * @param exitCode of its process
 * @param verdict  what it wrote; empty if it wrote nothing
 * @param seconds  how long it took, with the start of its process
 */
record BenchRun(String bench, int exitCode, Optional<Verdict> verdict, double seconds) {
    boolean isGood() {
        return exitCode == 0 && verdict.filter(Verdict::isValid).isPresent();
    }

    /** A row of the table. */
    String text() {
        final String targets = verdict.filter(each -> each.targetCount() > 0)
            .map(each -> each.reachedCount() + " of " + each.targetCount()).orElse("-");
        return String.format(Locale.ROOT, "%-14s %-34s %-16s %6.0f s", bench, figures(), targets, seconds);
    }

    private String figures() {
        if (verdict.isEmpty()) {
            return "FAILED, exit code " + exitCode + ", no result";
        }
        if (!verdict.get().isValid()) {
            return "NOT VALID";
        }
        return exitCode == 0 ? "valid" : "FAILED, exit code " + exitCode;
    }
}
