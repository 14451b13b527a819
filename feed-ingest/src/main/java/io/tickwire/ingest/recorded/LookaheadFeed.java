package io.tickwire.ingest.recorded;

import io.tickwire.ingest.FeedListener;
import org.agrona.collections.IntArrayList;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Hands over what a {@link RecordReader} reads, and knows two records ahead. So it can tell when the next one was
 * recorded, and tell a pause in the recording from one damaged time, which a replay must not wait for.
 */
final class LookaheadFeed implements RecordedFeed {
    private static final long UNLIKELY_PAUSE_NS = TimeUnit.HOURS.toNanos(1);

    private final RecordReader reader;
    private final long totalBytes;
    private final IntArrayList ids = new IntArrayList();
    private HeldRecord current;
    private HeldRecord following;
    private long previousTimeNs;

    LookaheadFeed(RecordReader reader, long totalBytes) {
        this.reader = reader;
        this.totalBytes = totalBytes;
        final List<RecordedInstrument> definitions = new ArrayList<>();
        current = new HeldRecord(definitions);
        following = new HeldRecord(definitions);
        if (current.fill(reader)) {
            following.fill(reader);
        }
    }

    @Override
    public boolean next(FeedListener listener) {
        if (current.isEmpty()) {
            return false;
        }
        current.deliver(listener, ids);
        previousTimeNs = current.timeNs();
        final HeldRecord delivered = current;
        current = following;
        following = delivered;
        if (!current.isEmpty()) {
            following.fill(reader);
        }
        return true;
    }

    @Override
    public long nextTimeNs() {
        if (current.isEmpty()) {
            return Long.MAX_VALUE;
        }
        final long timeNs = current.timeNs();
        final long beforeNs = previousTimeNs > 0 ? previousTimeNs : orElse(following, timeNs);
        final long afterNs = orElse(following, beforeNs);
        if (isFar(timeNs, beforeNs) && isFar(timeNs, afterNs)) {
            // Between two neighbours that agree, or before or after the only one: the time itself is wrong.
            return Math.max(Math.min(beforeNs, afterNs), Math.min(timeNs, Math.max(beforeNs, afterNs)));
        }
        return timeNs;
    }

    private static long orElse(HeldRecord held, long timeNs) {
        return held.isEmpty() ? timeNs : held.timeNs();
    }

    private static boolean isFar(long oneNs, long otherNs) {
        return Math.abs(oneNs - otherNs) > UNLIKELY_PAUSE_NS;
    }

    @Override
    public long bytesRead() {
        return reader.bytesRead();
    }

    @Override
    public long totalBytes() {
        return totalBytes;
    }

    @Override
    public void close() {
        reader.close();
    }
}
