package io.tickwire.core.stage;

/** Points that a tick passes in the server, in this order. */
public enum Stage {
    /** The ingest thread began the duty cycle in which it took the tick from Aeron. */
    TAKEN,
    /** That duty cycle ended: the tick is in the ring. */
    IN_RING,
    /** The journal's thread began the duty cycle in which it saw the tick. */
    JOURNAL_BEGUN,
    /** That duty cycle ended: the journal holds the tick. */
    JOURNALED,
    /** A fan-out thread began the live pass that has the tick. */
    PASS_BEGUN,
    /** The pass has put the tick into the frames. */
    FRAMED,
    /** The pass has written the frames to all sockets that took them. */
    WRITTEN
}
