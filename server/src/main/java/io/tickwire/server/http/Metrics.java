package io.tickwire.server.http;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** All counters in the Prometheus text exposition format, version 0.0.4. Any thread. */
final class Metrics {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** What can go down, or is no count; all others only grow, and get the suffix _total. */
    private static final Set<CounterId> GAUGES = EnumSet.of(CounterId.RING_PUBLISHED, CounterId.JOURNAL_POSITION,
        CounterId.JOURNAL_OLDEST, CounterId.JOURNAL_SYNCED,
        CounterId.INGEST_INSTRUMENTS, CounterId.JOURNAL_RUNNING, CounterId.FANOUT_SUBSCRIBERS,
        CounterId.GATEWAY_CONNECTIONS);

    private final CounterFile counters;

    Metrics(CounterFile counters) {
        this.counters = counters;
    }

    /** For example {@code tickwire_ingest_ticks_total}. */
    static String name(CounterId id) {
        return "tickwire_" + id.name().toLowerCase(Locale.ROOT) + (GAUGES.contains(id) ? "" : "_total");
    }

    String text() {
        final StringBuilder text = new StringBuilder(8_192);
        for (final CounterId id : CounterId.values()) {
            final String name = name(id);
            text.append("# HELP ").append(name).append(' ').append(id.label()).append('\n')
                .append("# TYPE ").append(name).append(GAUGES.contains(id) ? " gauge\n" : " counter\n")
                .append(name).append(' ').append(counters.counter(id).get()).append('\n');
        }
        return text.toString();
    }
}
