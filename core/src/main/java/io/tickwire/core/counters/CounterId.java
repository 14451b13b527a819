package io.tickwire.core.counters;

/**
 * Every counter of the server. The ordinal is the counter's type id in the file; new ones go to the end of their
 * stage. Each has one writer, the thread of its stage, unless it says otherwise.
 */
public enum CounterId {
    /** Last sequence number in the ring. */
    RING_PUBLISHED("ring: last sequence published"),
    /** Last sequence number that the journal has passed on. */
    JOURNAL_POSITION("journal: last sequence journaled"),

    /** Messages taken from Aeron, good and bad. */
    INGEST_MESSAGES("ingest: messages received"),
    /** Ticks given a sequence number. */
    INGEST_TICKS("ingest: ticks published"),
    /** Times the ring was full, so that a fragment was left with Aeron. */
    INGEST_BACK_PRESSURE("ingest: fragments left with Aeron, ring full"),
    /** Messages missing between two of a source. */
    INGEST_SOURCE_GAPS("ingest: source messages missing"),
    /** Messages of a source seen before. */
    INGEST_SOURCE_DUPLICATES("ingest: source messages dropped as duplicates"),
    /** Instruments known. */
    INGEST_INSTRUMENTS("ingest: instruments defined"),
    /** Refused: length does not fit the header or the schema. */
    INGEST_REFUSED_LENGTH("ingest: refused, wrong length"),
    /** Refused: not our schema or a version that is not known. */
    INGEST_REFUSED_VERSION("ingest: refused, wrong schema or version"),
    /** Refused: unknown template. */
    INGEST_REFUSED_TYPE("ingest: refused, unknown message type"),
    /** Refused: the source has not defined the instrument, or the definition is malformed. */
    INGEST_REFUSED_INSTRUMENT("ingest: refused, unknown or malformed instrument"),
    /** Refused: a value that can't be. */
    INGEST_REFUSED_RANGE("ingest: refused, value out of range"),

    /** Excerpts appended. */
    JOURNAL_EXCERPTS("journal: excerpts appended"),
    /** Bytes appended. */
    JOURNAL_BYTES("journal: bytes appended"),
    /** 1 while ticks are journaled, 0 when journaling has stopped. */
    JOURNAL_RUNNING("journal: 1 while journaling, 0 when stopped"),
    /** Ticks that passed while journaling had stopped. */
    JOURNAL_SKIPPED("journal: ticks not journaled"),
    /** Errors in appending, forcing to the disk and deleting. Added to by the journal's threads. */
    JOURNAL_ERRORS("journal: errors"),
    /** Last sequence number that was forced to the disk. */
    JOURNAL_SYNCED("journal: last sequence forced to the disk"),
    /** The oldest tick that can be read. */
    JOURNAL_OLDEST("journal: oldest sequence"),
    /** Files that retention has deleted. */
    JOURNAL_DELETED("journal: files deleted"),

    /** Subscribers, all fan-out threads. Added to by all of them. */
    FANOUT_SUBSCRIBERS("fan-out: subscribers"),
    /** Frames handed to sockets. Added to by all fan-out threads. */
    FANOUT_FRAMES("fan-out: frames sent"),
    /** Ticks handed to sockets. Added to by all fan-out threads. */
    FANOUT_TICKS("fan-out: ticks sent"),
    /** Bytes handed to sockets. Added to by all fan-out threads. */
    FANOUT_BYTES("fan-out: bytes sent"),
    /** Times a subscriber fell behind because its socket was full. Added to by all fan-out threads. */
    FANOUT_FELL_BEHIND("fan-out: times a subscriber fell behind"),
    /** Times a fan-out thread itself was lapped by the ring. Added to by all fan-out threads. */
    FANOUT_LAPPED("fan-out: times a fan-out thread was lapped"),
    /** Ticks read from the journal for catch-up. Added to by all fan-out threads. */
    FANOUT_JOURNAL_TICKS("fan-out: ticks read from the journal"),
    /** Resumes answered with the ticks missed. Added to by all fan-out threads. */
    FANOUT_RESUMES("fan-out: resumes"),
    /** Resumes answered with reset. Added to by all fan-out threads. */
    FANOUT_RESETS("fan-out: resets"),
    /** Holes in the journal that a subscriber was told of. Added to by all fan-out and replay threads. */
    FANOUT_GAPS("fan-out: gaps told"),

    /** Connections open. Added to by the gateway's threads. */
    GATEWAY_CONNECTIONS("gateway: connections open"),
    /** Connections accepted since the start. Added to by the gateway's threads. */
    GATEWAY_ACCEPTED("gateway: connections accepted"),
    /** Handshakes refused. Added to by the gateway's threads. */
    GATEWAY_REFUSED("gateway: handshakes refused"),
    /** Control messages answered with an error. Added to by the gateway's threads. */
    GATEWAY_REQUEST_ERRORS("gateway: requests answered with an error"),
    /** Connections closed by the server for what the client did. Added to by the gateway's threads. */
    GATEWAY_CLOSED_BY_SERVER("gateway: connections closed by the server"),
    /** Handshakes refused since the address connects too often or too fast. Added to by the gateway's reader. */
    LIMIT_ADDRESS("limits: refused, connections of an address"),
    /** Handshakes refused since all clients together connect too fast. Added to by the gateway's reader. */
    LIMIT_CONNECTION_RATE("limits: refused, rate of connections"),
    /** Connections beyond those in all or of a subject. Added to by the gateway's reader. */
    LIMIT_CONNECTIONS("limits: closed, connections in all or of a subject"),
    /** Pages that may not connect. Added to by the gateway's reader. */
    LIMIT_ORIGIN("limits: refused, origin"),
    /** Handshakes that were wrong, too long or too slow. Added to by the gateway's reader. */
    LIMIT_HANDSHAKE("limits: refused or cut, handshake"),
    /** No good token, or one that is good no more. Added to by the gateway's reader. */
    LIMIT_TOKEN("limits: refused or closed, token"),
    /** Messages above the largest size. Added to by the gateway's reader. */
    LIMIT_MESSAGE_SIZE("limits: closed, size of a message"),
    /** Clients that sent too many messages. Added to by the gateway's reader. */
    LIMIT_MESSAGE_RATE("limits: closed, rate of messages"),
    /** Clients of which nothing was heard. Added to by the gateway's reader. */
    LIMIT_IDLE("limits: closed, silence"),
    /** Clients that did not read their answers. Added to by all the gateway's threads. */
    LIMIT_CONTROL_QUEUE("limits: closed, answers that wait"),
    /** Subscribers too far behind. Added to by fan-out and replay threads. */
    LIMIT_LAG("limits: closed, ticks behind"),
    /** Frames compressed, each once for all who get it. Added to by fan-out and replay threads. */
    GATEWAY_DEFLATED_FRAMES("gateway: frames compressed"),

    /** Events that are not in the audit log. Added to by all threads. */
    AUDIT_LOST("audit: events lost"),

    /** Errors written to the error log. Added to by all threads. */
    ERRORS("errors: entries in the error log");

    private final String label;

    CounterId(String label) {
        this.label = label;
    }

    /**
     * Label for people: stage, colon, what is counted.
     *
     * @return ASCII text
     */
    public String label() {
        return label;
    }
}
