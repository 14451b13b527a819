package io.tickwire.ingest;

/**
 * Where each source stands: its session and the next sequence number expected of it. Looking and advancing are two
 * steps, so that a message that could not be taken for lack of room leaves no trace. One thread; does not allocate
 * after construction (1 MiB).
 */
final class SourceSequences {
    /** The sequence number of a definition that stands outside of the source's sequence. */
    static final long UNNUMBERED = 0;

    private static final long NO_BASE_LINE = 0;

    // By source id. Session 0: never heard. Next sequence 0: no numbered message was heard yet.
    private final long[] sessions = new long[ValueRules.SOURCE_ID_LIMIT + 1];
    private final long[] nextSequences = new long[ValueRules.SOURCE_ID_LIMIT + 1];

    /**
     * Whether a message is not new: its number was passed in this session, or its session is over.
     *
     * @param sourceId 0 to 65,535
     * @param session  1 or more
     * @param sequence 1 or more, or {@link #UNNUMBERED}
     * @return true if the message is to be dropped
     */
    boolean isDuplicate(int sourceId, long session, long sequence) {
        final long known = sessions[sourceId];
        return session < known || session == known && sequence != UNNUMBERED && sequence < nextSequences[sourceId];
    }

    /**
     * Note that a message was dealt with. Not for duplicates.
     *
     * @param sourceId 0 to 65,535
     * @param session  1 or more
     * @param sequence 1 or more, or {@link #UNNUMBERED}
     * @return how many messages of the source are missing just before this one, 0 or more
     */
    long advance(int sourceId, long session, long sequence) {
        final long known = sessions[sourceId];
        if (session != known) {
            sessions[sourceId] = session;
            nextSequences[sourceId] = known == 0 ? NO_BASE_LINE : 1;
        }
        if (sequence == UNNUMBERED) {
            return 0;
        }
        final long expected = nextSequences[sourceId];
        nextSequences[sourceId] = sequence + 1;
        return expected == NO_BASE_LINE ? 0 : sequence - expected;
    }
}
