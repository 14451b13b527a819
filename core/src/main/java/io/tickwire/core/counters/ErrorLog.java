package io.tickwire.core.counters;

import org.agrona.ErrorHandler;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.status.AtomicCounter;

import java.io.PrintStream;

/**
 * The one place for errors: counted, and kept as distinct entries with the number of times each was seen. The first
 * {@value #PRINT_LIMIT} are also printed. Any thread.
 */
public final class ErrorLog implements ErrorHandler {
    private static final long PRINT_LIMIT = 20;

    private final DistinctErrorLog log;
    private final AtomicCounter count;
    private final PrintStream out;

    ErrorLog(DistinctErrorLog log, AtomicCounter count) {
        this.log = log;
        this.count = count;
        this.out = System.err;
    }

    @Override
    public void onError(Throwable error) {
        final long before = count.increment();
        if (!log.record(error)) {
            out.println("tickwire: the error log is full: " + error);
        } else if (before < PRINT_LIMIT) {
            out.println("tickwire: " + error);
        }
    }
}
