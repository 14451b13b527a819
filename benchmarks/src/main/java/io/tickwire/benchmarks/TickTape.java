package io.tickwire.benchmarks;

import io.tickwire.ingest.FeedListener;
import io.tickwire.ingest.FeedPublisher;
import io.tickwire.ingest.recorded.RecordedFeed;
import io.tickwire.ingest.recorded.RecordedFeeds;

import java.util.ArrayList;
import java.util.List;

/** Recorded ticks held in memory, so that reading a file is no part of what is measured. */
final class TickTape {
    private record Definition(String name, int priceExponent, int sizeExponent) {
    }

    private final List<Definition> definitions = new ArrayList<>();
    private final List<long[]> ticks = new ArrayList<>();
    private int[] ids;

    /** The sample that the project ships: 65,646 quotes and trades of six instruments. */
    static TickTape sample() {
        final TickTape tape = new TickTape();
        final Recorder recorder = tape.new Recorder();
        try (RecordedFeed feed = RecordedFeeds.openBundledSample()) {
            while (feed.next(recorder)) {
                continue;
            }
        }
        return tape;
    }

    /**
     * Quotes of so many instruments in turn, as SYM0@test, SYM1@test and so on.
     *
     * @param instruments 1 or more
     * @return a tape
     */
    static TickTape inTurn(int instruments) {
        final TickTape tape = new TickTape();
        for (int i = 0; i < instruments; i++) {
            tape.definitions.add(new Definition("SYM" + i + "@test", -2, -3));
            tape.ticks.add(new long[]{i, 6_180_000L + i, 100L + i, 6_180_010L + i, 200L + i});
        }
        return tape;
    }

    private final class Recorder implements FeedListener {
        @Override
        public int onInstrument(String name, int priceExponent, int sizeExponent) {
            definitions.add(new Definition(name, priceExponent, sizeExponent));
            return definitions.size() - 1;
        }

        @Override
        public void onQuote(int instrumentId, long eventTimeNs, long bidPrice, long bidSize, long askPrice,
                            long askSize) {
            ticks.add(new long[]{instrumentId, bidPrice, bidSize, askPrice, askSize});
        }

        @Override
        public void onTrade(int instrumentId, long eventTimeNs, long price, long size, long conditions, byte side) {
            ticks.add(new long[]{instrumentId, price, size, conditions, side, 0});
        }
    }

    /** Define the tape's instruments; before the first {@link #publish}. */
    void define(FeedPublisher publisher) {
        ids = definitions.stream()
            .mapToInt(d -> publisher.define(d.name(), d.priceExponent(), d.sizeExponent())).toArray();
    }

    /**
     * Publish one tick, the tape running in a loop.
     *
     * @param publisher   where to
     * @param index       which, 0 or more
     * @param eventTimeNs the time that the tick carries
     * @return false on back pressure
     */
    boolean publish(FeedPublisher publisher, long index, long eventTimeNs) {
        final long[] t = ticks.get((int) (index % ticks.size()));
        final int id = ids[(int) t[0]];
        return t.length == 5 ? publisher.tryQuote(id, eventTimeNs, t[1], t[2], t[3], t[4])
            : publisher.tryTrade(id, eventTimeNs, t[1], t[2], t[3], (byte) t[4]);
    }
}
