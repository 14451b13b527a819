package io.tickwire.server.http;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;

/**
 * What the page and a monitor want to know of the server. Any thread.
 *
 * @param version       of the server
 * @param epoch         of its journal
 * @param webSocketPort where subscribers connect
 * @param isTls         whether they connect with TLS
 * @param counters      the server's counters
 */
public record ServerFacts(String version, long epoch, int webSocketPort, boolean isTls, CounterFile counters) {
    /** For the page: where to connect. */
    String config() {
        return String.format("{\"webSocketPort\":%d,\"webSocketTls\":%b,\"version\":\"%s\",\"epoch\":\"%016x\"}",
            webSocketPort, isTls, version, epoch);
    }

    /** Up, or degraded while nothing is journaled: ticks flow, but what is missed can't be had again. */
    boolean isJournaling() {
        return counters.counter(CounterId.JOURNAL_RUNNING).get() == 1;
    }

    String health() {
        return String.format("{\"status\":\"%s\",\"journaling\":%b,\"epoch\":\"%016x\",\"published\":%d,"
                + "\"journaled\":%d,\"subscribers\":%d,\"errors\":%d}", isJournaling() ? "up" : "degraded",
            isJournaling(), epoch, value(CounterId.RING_PUBLISHED), value(CounterId.JOURNAL_POSITION),
            value(CounterId.FANOUT_SUBSCRIBERS), value(CounterId.ERRORS));
    }

    private long value(CounterId id) {
        return counters.counter(id).get();
    }
}
