package io.tickwire.ingest.recorded;

import io.tickwire.ingest.FeedListener;

/** A recorded file, read from its first record to its last. One thread. */
public interface RecordedFeed extends AutoCloseable {
    /**
     * Hand over what the next record says: its instrument if it is new, and its quote and trade, if any.
     *
     * @param listener gets it
     * @return false if there are no more records
     */
    boolean next(FeedListener listener);

    /**
     * When the record that {@link #next} would hand over was recorded; what a replay is paced by.
     *
     * @return ns since 1970, UTC; {@link Long#MAX_VALUE} at the end
     */
    long nextTimeNs();

    /**
     * How much of the file was read.
     *
     * @return bytes as they are on the disk
     */
    long bytesRead();

    /**
     * How much there is to read.
     *
     * @return bytes as they are on the disk
     */
    long totalBytes();

    @Override
    void close();
}
