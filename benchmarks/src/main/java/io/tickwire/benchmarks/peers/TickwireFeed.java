package io.tickwire.benchmarks.peers;

import io.aeron.Aeron;
import io.tickwire.ingest.FeedPublisher;

import java.nio.file.Path;

/** Publishes to tickwire through shared memory: quotes of one instrument, whose bid price is the message's number. */
final class TickwireFeed implements Feed {
    private static final int STREAM_ID = 1001;
    private static final int SOURCE_ID = 1;
    private static final long SIZE = 100;

    private final Aeron aeron;
    private final FeedPublisher publisher;
    private final int instrumentId;

    /**
     * Connect.
     *
     * @param aeronDirectory of the server's media driver
     */
    TickwireFeed(Path aeronDirectory) {
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDirectory.toString()));
        publisher = FeedPublisher.connect(aeron, "aeron:ipc", STREAM_ID, SOURCE_ID);
        instrumentId = publisher.define("BENCH@test", -2, -3);
    }

    @Override
    public boolean offer(long intendedNs, long sequence) {
        return publisher.tryQuote(instrumentId, intendedNs, sequence, SIZE, sequence + 1, SIZE);
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public void close() {
        publisher.close();
        aeron.close();
    }
}
