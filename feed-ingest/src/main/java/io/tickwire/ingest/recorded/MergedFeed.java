package io.tickwire.ingest.recorded;

import io.tickwire.ingest.FeedListener;
import org.agrona.CloseHelper;

import java.util.List;

/** Several recordings as one, in the order of time; of two records of one time that of the earlier file comes first. */
final class MergedFeed implements RecordedFeed {
    private final List<RecordedFeed> feeds;

    /** Takes over the feeds, 1 or more. */
    MergedFeed(List<RecordedFeed> feeds) {
        this.feeds = List.copyOf(feeds);
    }

    private RecordedFeed earliest() {
        RecordedFeed earliest = feeds.get(0);
        for (int i = 1; i < feeds.size(); i++) {
            if (feeds.get(i).nextTimeNs() < earliest.nextTimeNs()) {
                earliest = feeds.get(i);
            }
        }
        return earliest;
    }

    @Override
    public boolean next(FeedListener listener) {
        return earliest().next(listener);
    }

    @Override
    public long nextTimeNs() {
        return earliest().nextTimeNs();
    }

    @Override
    public long bytesRead() {
        return feeds.stream().mapToLong(RecordedFeed::bytesRead).sum();
    }

    @Override
    public long totalBytes() {
        return feeds.stream().mapToLong(RecordedFeed::totalBytes).sum();
    }

    @Override
    public void close() {
        CloseHelper.closeAll(feeds);
    }
}
