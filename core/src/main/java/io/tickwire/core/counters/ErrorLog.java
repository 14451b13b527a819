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

    ErrorLog(DistinctErrorLog log, AtomicCounter count, PrintStream out) {
        this.log = log;
        this.count = count;
        this.out = out;
    }

    /**
     * Count, keep and, if it is among the first, print an error. Never throws, whatever the error is.
     *
     * @param error what went wrong
     */
    @Override
    public void onError(Throwable error) {
        final boolean printed = count.increment() < PRINT_LIMIT;
        try {
            final boolean kept = log.record(error);
            if (printed) {
                out.println("tickwire: " + (kept ? "" : "the error log is full: ") + error);
            }
        } catch (final Throwable failure) {
            // An error whose own text can't be made must not end the thread that reports it.
            if (printed) {
                out.println("tickwire: an error could not be logged: " + nameOf(error) + ", because of "
                    + nameOf(failure));
            }
        }
    }

    private static String nameOf(Throwable error) {
        return error == null ? "null" : error.getClass().getName();
    }
}
