package io.tickwire.ingest;

/**
 * Decides when a publisher's definitions go out: new ones before anything else, all of them when a server appears,
 * and each again once per interval, for a server that missed them unnoticed. At most 2,000 a second are repeated, so
 * that a tick does not cost more the more instruments there are. One thread; does not allocate.
 */
final class DefinitionRepeater {
    // Together: one at a time would keep waking a server that has nothing else to do. But one call adds no more than so
    // many to the time of the message that it follows.
    private static final int BURST_LIMIT = 64;
    private static final long LEAST_SPACING_NS = 500_000;

    private final FeedDefinitions definitions;
    private final FeedSender sender;
    private final long intervalNs;
    private boolean connected;
    // Definitions before this index have gone out on this connection.
    private int sent;
    private int cursor;
    private long dueNs;

    DefinitionRepeater(FeedDefinitions definitions, FeedSender sender, long intervalNs, long nowNs) {
        this.definitions = definitions;
        this.sender = sender;
        this.intervalNs = intervalNs;
        this.dueNs = nowNs + intervalNs;
    }

    /**
     * Send what must go out before the next message.
     *
     * @param isConnected whether a server listens now
     * @return true if nothing is left to send and a message may follow
     */
    boolean isReady(boolean isConnected) {
        if (isConnected != connected) {
            connected = isConnected;
            sent = 0;
        }
        while (connected && sent < definitions.size()) {
            if (!sender.trySend(definitions.get(sent))) {
                return false;
            }
            sent++;
        }
        return connected;
    }

    /**
     * Repeat the definitions that are due. Only after {@link #isReady} has said yes.
     *
     * @param nowNs of a monotonic clock
     */
    void repeat(long nowNs) {
        final int count = definitions.size();
        if (count == 0 || nowNs - dueNs < 0) {
            return;
        }
        int repeated = 0;
        while (repeated < Math.min(count, BURST_LIMIT) && sender.trySend(definitions.get(cursor))) {
            cursor = (cursor + 1) % count;
            repeated++;
        }
        dueNs += repeated * Math.max(intervalNs / count, LEAST_SPACING_NS);
        // After a pause the cycle goes on from here instead of hurrying after what it left out.
        if (nowNs - dueNs > intervalNs) {
            dueNs = nowNs;
        }
    }
}
