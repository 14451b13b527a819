package io.tickwire.ingest.recorded;

import io.tickwire.ingest.FeedListener;

/** Reads the records of one kind of file, one after the other. Damage is reported and passed over. One thread. */
interface RecordReader extends AutoCloseable {
    /**
     * Read the next good record. What it says goes to the listener: nothing, a quote, a trade, or both. An instrument
     * is told once, before its first tick.
     *
     * @return false if there are no more records
     */
    boolean read(FeedListener listener);

    /** When the record that was read last was recorded, in ns since 1970, UTC; 1 or more. */
    long recordTimeNs();

    /** Bytes read so far, as they are on the disk. */
    long bytesRead();

    @Override
    void close();
}
