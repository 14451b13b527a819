package io.tickwire.ingest;

import java.util.concurrent.TimeUnit;

/** A message was not accepted in time. It was not sent, and may be published again. */
public final class FeedTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Say why.
     *
     * @param timeoutNs   how long was waited
     * @param isConnected whether a server is connected
     */
    FeedTimeoutException(long timeoutNs, boolean isConnected) {
        super("not accepted within " + TimeUnit.NANOSECONDS.toMillis(timeoutNs) + " ms: " + (isConnected
            ? "the server takes no more messages; it is slow, or stands still"
            : "no server is connected; see whether it runs, and whether channel and stream are the same"));
    }
}
