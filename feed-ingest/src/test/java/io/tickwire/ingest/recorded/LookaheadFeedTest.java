package io.tickwire.ingest.recorded;

import io.tickwire.core.tick.Side;
import io.tickwire.ingest.FeedListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class LookaheadFeedTest {
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);

    /** Each record has as many trades as its number in the list says. */
    private static final class Script implements RecordReader {
        private final long[] timesNs;
        private final int[] trades;
        private int read;
        private int id = -1;

        Script(long[] timesNs, int... trades) {
            this.timesNs = timesNs;
            this.trades = trades;
        }

        @Override
        public boolean read(FeedListener listener) {
            if (read == timesNs.length) {
                return false;
            }
            for (int i = 0; i < (trades.length == 0 ? 1 : trades[read]); i++) {
                id = id < 0 ? listener.onInstrument("A@B", 0, 0) : id;
                listener.onTrade(id, 1, read, i, 0, Side.UNKNOWN);
            }
            read++;
            return true;
        }

        @Override
        public long recordTimeNs() {
            return timesNs[read - 1];
        }

        @Override
        public long bytesRead() {
            return read;
        }

        @Override
        public void close() {
            read = timesNs.length;
        }
    }

    @Test
    void shouldPaceByTheRecordsThatHaveTicks() {
        final LookaheadFeed feed = feed(new long[] {10, 20, 30, 40}, 1, 0, 2, 0);
        final RecordedTicks ticks = new RecordedTicks();
        assertEquals(10, feed.nextTimeNs());
        assertTrue(feed.next(ticks));
        assertEquals(1, ticks.ticks.size());
        assertEquals(30, feed.nextTimeNs());
        assertTrue(feed.next(ticks));
        assertEquals(3, ticks.ticks.size());
        assertEquals(Long.MAX_VALUE, feed.nextTimeNs());
        assertFalse(feed.next(ticks));
        assertEquals(List.of("A@B 0 0"), ticks.definitions);
    }

    @Test
    void shouldHandOverMoreTicksThanItHasRoomForAtFirst() {
        final RecordedTicks ticks = RecordedTicks.of(feed(new long[] {1, 2}, 100, 3));
        assertEquals(103, ticks.ticks.size());
        assertTrue(ticks.ticks.get(99).contains(" 0 x 99 "), ticks.ticks.get(99));
    }

    @Test
    void shouldHandOverAgainWhatTheListenerDidNotTake() {
        final LookaheadFeed feed = feed(new long[] {1, 2}, 3, 1);
        final RecordedTicks ticks = new RecordedTicks();
        final FeedListener refusing = new FeedListener() {
            @Override
            public int onInstrument(String name, int priceExponent, int sizeExponent) {
                return ticks.onInstrument(name, priceExponent, sizeExponent);
            }

            @Override
            public void onQuote(int id, long timeNs, long bid, long bidSize, long ask, long askSize) {
                throw new IllegalStateException("there is none");
            }

            @Override
            public void onTrade(int id, long timeNs, long price, long size, long conditions, byte side) {
                if (ticks.ticks.size() == 1) {
                    throw new IllegalStateException("not now");
                }
                ticks.onTrade(id, timeNs, price, size, conditions, side);
            }
        };
        assertThrows(IllegalStateException.class, () -> feed.next(refusing));
        assertEquals(1, ticks.ticks.size());
        assertTrue(feed.next(ticks));
        assertTrue(feed.next(ticks));
        assertEquals(List.of("0 x 0", "0 x 1", "0 x 2", "1 x 0"),
            ticks.ticks.stream().map(tick -> tick.split(" ", 4)[3].split(" cond")[0]).toList());
    }

    @Test
    void shouldNotWaitForOneDamagedTime() {
        final long far = 1_000 * HOUR_NS;
        assertEquals(List.of(10L, 20L, 20L), paceOf(10, 20, far));
        assertEquals(List.of(10L, 30L, 30L), paceOf(10, far, 30));
        assertEquals(List.of(20L, 20L, 30L), paceOf(far, 20, 30));
        assertEquals(List.of(20L, far, far + 1), paceOf(20, far, far + 1));
        assertEquals(List.of(HOUR_NS, HOUR_NS + 2, HOUR_NS + 2), paceOf(HOUR_NS, 2 * HOUR_NS, HOUR_NS + 2));
    }

    @Test
    void shouldKeepPausesAndSmallSteps() {
        final long day = 24 * HOUR_NS;
        assertEquals(List.of(10L, 20L, 9 * day, 9 * day + 5), paceOf(10, 20, 9 * day, 9 * day + 5));
        assertEquals(List.of(10L, 2 * day, 4 * day, 4 * day + HOUR_NS), paceOf(10, 2 * day, 4 * day,
            4 * day + HOUR_NS));
        assertEquals(List.of(10L, 5L, 7L), paceOf(10, 5, 7));
        assertEquals(List.of(10L), paceOf(10));
        assertEquals(List.of(), paceOf());
    }

    private static List<Long> paceOf(long... timesNs) {
        final LookaheadFeed feed = feed(timesNs);
        final List<Long> pace = new ArrayList<>();
        final RecordedTicks ticks = new RecordedTicks();
        while (feed.nextTimeNs() != Long.MAX_VALUE) {
            pace.add(feed.nextTimeNs());
            feed.next(ticks);
        }
        return pace;
    }

    private static LookaheadFeed feed(long[] timesNs, int... trades) {
        return new LookaheadFeed(new Script(timesNs, trades), timesNs.length);
    }
}
