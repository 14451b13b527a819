package io.tickwire.ingest;

import io.tickwire.core.counters.CounterId;

/** Why a message is refused. Each reason has a counter, and a refused message is counted under exactly one. */
enum Refusal {
    /** Too short, too long, in several fragments, or a block length that its version can't have. */
    LENGTH(CounterId.INGEST_REFUSED_LENGTH),
    /** Another schema, or version 0. */
    VERSION(CounterId.INGEST_REFUSED_VERSION),
    /** No template of the schema. */
    TYPE(CounterId.INGEST_REFUSED_TYPE),
    /** The source has not defined the instrument, or defines it with a malformed name or exponent. */
    INSTRUMENT(CounterId.INGEST_REFUSED_INSTRUMENT),
    /** A value that can't be. */
    RANGE(CounterId.INGEST_REFUSED_RANGE);

    private final CounterId counterId;

    Refusal(CounterId counterId) {
        this.counterId = counterId;
    }

    CounterId counterId() {
        return counterId;
    }
}
