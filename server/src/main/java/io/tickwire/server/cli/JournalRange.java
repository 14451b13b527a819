package io.tickwire.server.cli;

import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.journal.JournalInspector;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;

/** The options that say which ticks of a journal are wanted. */
final class JournalRange {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--from", paramLabel = "N", description = "First sequence number.")
    private Long from;

    @Option(names = "--to", paramLabel = "N", description = "Last sequence number.")
    private Long to;

    @Option(names = "--since", paramLabel = "TIME", converter = TimeConverter.class,
        description = {"Only what was received at this time or later;", "2026-11-24T14:30:00Z, or ns since 1970."})
    private Long sinceNs;

    @Option(names = "--until", paramLabel = "TIME", converter = TimeConverter.class,
        description = "Only what was received before this time, not at it.")
    private Long untilNs;

    @Option(names = "--symbols", paramLabel = "PATTERN", split = ",",
        description = "Only these instruments, for example BTC* or IBM@Q.")
    private List<String> symbols = new ArrayList<>();

    private final List<SymbolPattern> patterns = new ArrayList<>();

    /** Check the options against each other; throws if they are wrong. */
    void check() {
        if (from != null && from < 1 || to != null && to < (from == null ? 1 : from)) {
            throw wrong("--from must be 1 or more, and --to not before it");
        }
        if (sinceNs != null && untilNs != null && untilNs <= sinceNs) {
            throw wrong("--until must be later than --since");
        }
        try {
            symbols.forEach(symbol -> patterns.add(SymbolPattern.parse(symbol)));
        } catch (final IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Whether it is said where to begin. */
    boolean hasStart() {
        return from != null || sinceNs != null;
    }

    /** First sequence number wanted. Looks for the time, if there is one. */
    long from(JournalInspector inspector) {
        return Math.max(from == null ? 1 : from, sinceNs == null ? 1 : inspector.positionAt(sinceNs) + 1);
    }

    /** Last sequence number wanted of those that are there; 0 if there is none. */
    long to(JournalInspector inspector) {
        return Math.min(to(), untilNs == null ? Long.MAX_VALUE : inspector.positionAt(untilNs));
    }

    /** Last sequence number wanted, also of those to come. */
    long to() {
        return to == null ? Long.MAX_VALUE : to;
    }

    /** Receive time of the first tick wanted, ns since 1970. */
    long sinceNs() {
        return sinceNs == null ? Long.MIN_VALUE : sinceNs;
    }

    /** Receive time from which on no tick is wanted, ns since 1970. */
    long untilNs() {
        return untilNs == null ? Long.MAX_VALUE : untilNs;
    }

    /** Whether an instrument is wanted; null if a tick has none. */
    boolean isWanted(String name) {
        if (patterns.isEmpty()) {
            return true;
        }
        for (final SymbolPattern pattern : patterns) {
            if (name != null && pattern.matches(name)) {
                return true;
            }
        }
        return false;
    }
}
