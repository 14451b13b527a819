package io.tickwire.server.jmx;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;

/** Reads the stage's counters. */
record Ingest(CounterFile counters) implements IngestMXBean {
    @Override
    public long getMessages() {
        return counters.counter(CounterId.INGEST_MESSAGES).get();
    }

    @Override
    public long getTicks() {
        return counters.counter(CounterId.INGEST_TICKS).get();
    }

    @Override
    public long getLastSequence() {
        return counters.counter(CounterId.RING_PUBLISHED).get();
    }

    @Override
    public long getInstruments() {
        return counters.counter(CounterId.INGEST_INSTRUMENTS).get();
    }

    @Override
    public long getBackPressure() {
        return counters.counter(CounterId.INGEST_BACK_PRESSURE).get();
    }

    @Override
    public long getSourceGaps() {
        return counters.counter(CounterId.INGEST_SOURCE_GAPS).get();
    }

    @Override
    public long getSourceDuplicates() {
        return counters.counter(CounterId.INGEST_SOURCE_DUPLICATES).get();
    }

    @Override
    public long getRefusedLength() {
        return counters.counter(CounterId.INGEST_REFUSED_LENGTH).get();
    }

    @Override
    public long getRefusedVersion() {
        return counters.counter(CounterId.INGEST_REFUSED_VERSION).get();
    }

    @Override
    public long getRefusedType() {
        return counters.counter(CounterId.INGEST_REFUSED_TYPE).get();
    }

    @Override
    public long getRefusedInstrument() {
        return counters.counter(CounterId.INGEST_REFUSED_INSTRUMENT).get();
    }

    @Override
    public long getRefusedRange() {
        return counters.counter(CounterId.INGEST_REFUSED_RANGE).get();
    }
}
