package io.tickwire.ingest.recorded;

import java.io.IOException;

/** A recorded file of a kind that is known, of which everything is known that its records do not tell. */
interface RecordFile {
    /**
     * Open it at its first record.
     *
     * @param damage hears of bad records
     */
    RecordReader open(DamageListener damage) throws IOException;
}
