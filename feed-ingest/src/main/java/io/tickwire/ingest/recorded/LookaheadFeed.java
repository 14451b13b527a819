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
    private static final long JITTER_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long UNLIKELY_PAUSE_NS = TimeUnit.DAYS.toNanos(1);

    private final RecordReader reader;
    private final long totalBytes;
    private final IntArrayList ids = new IntArrayList();
    private HeldRecord pending;
    private HeldRecord following;
    private boolean isFirst = true;
    private long pendingTimeNs;
    private long previousTimeNs;

    LookaheadFeed(RecordReader reader, long totalBytes) {
        this.reader = reader;
        this.totalBytes = totalBytes;
        final List<RecordedInstrument> definitions = new ArrayList<>();
        pending = new HeldRecord(definitions);
        following = new HeldRecord(definitions);
        if (pending.fill(reader)) {
            following.fill(reader);
            pendingTimeNs = believableTimeNs();
        }
    }

    @Override
    public boolean next(FeedListener listener) {
        if (pending.isEmpty()) {
            return false;
        }
        pending.deliver(listener, ids);
        isFirst = false;
        previousTimeNs = pendingTimeNs;
        final HeldRecord delivered = pending;
        pending = following;
        following = delivered;
        if (!pending.isEmpty()) {
            following.fill(reader);
            pendingTimeNs = believableTimeNs();
        }
        return true;
    }

    @Override
    public long nextTimeNs() {
        return pending.isEmpty() ? Long.MAX_VALUE : pendingTimeNs;
    }

    /** The record's time, unless its neighbours show that it is wrong. */
    private long believableTimeNs() {
        final long timeNs = pending.timeNs();
        if (isFirst) {
            final boolean isOdd = !following.isEmpty() && isApart(timeNs, following.timeNs(), UNLIKELY_PAUSE_NS);
            return isOdd ? Math.min(timeNs, following.timeNs()) : timeNs;
        }
        if (following.isEmpty()) {
            return isApart(timeNs, previousTimeNs, UNLIKELY_PAUSE_NS) ? previousTimeNs : timeNs;
        }
        final long afterNs = following.timeNs();
        if (!isApart(timeNs, previousTimeNs, JITTER_NS) || !isApart(timeNs, afterNs, JITTER_NS)) {
            return timeNs;
        }
        // Between its neighbours it stays as it is, however long the pauses.
        return Math.max(Math.min(previousTimeNs, afterNs), Math.min(timeNs, Math.max(previousTimeNs, afterNs)));
    }

    private static boolean isApart(long oneNs, long otherNs, long byNs) {
        return Math.abs(oneNs - otherNs) > byNs;
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
