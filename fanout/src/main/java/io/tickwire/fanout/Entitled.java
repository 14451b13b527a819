package io.tickwire.fanout;

import io.tickwire.core.instrument.SymbolPattern;

import java.util.ArrayList;
import java.util.List;

/**
 * A request's patterns, divided by what the connection may have. Whether an instrument exists plays no part.
 *
 * @param patterns to be subscribed; one with a wildcard may match what is not allowed
 * @param refused  without a wildcard and not allowed, each once
 */
record Entitled(List<SymbolPattern> patterns, List<String> refused) {
    static Entitled of(List<SymbolPattern> asked, Rights rights) {
        final List<SymbolPattern> patterns = new ArrayList<>(asked.size());
        final List<String> refused = new ArrayList<>();
        for (final SymbolPattern pattern : asked) {
            if (!pattern.isExact() || rights.allows(pattern.text())) {
                patterns.add(pattern);
            } else if (!refused.contains(pattern.text())) {
                refused.add(pattern.text());
            }
        }
        return new Entitled(patterns, refused);
    }
}
