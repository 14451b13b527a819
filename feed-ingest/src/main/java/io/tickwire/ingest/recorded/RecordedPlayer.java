package io.tickwire.ingest.recorded;

import io.tickwire.ingest.FeedListener;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Plays recordings, merged by time, at the pace at which they were recorded, at a multiple of it, or as fast as the
 * listener takes them. Paced by the clock from the start of a round on, so that delays do not add up. In a loop the
 * times of each round go on where those of the round before ended. One thread.
 */
public final class RecordedPlayer implements AutoCloseable {
    /** {@link #nextDueNs}: there is nothing left to play. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long BETWEEN_ROUNDS_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Recording> recordings;
    private final double speed;
    private final boolean loop;
    private final ShiftedListener listener;
    private RecordedFeed feed;
    private long roundStartNs;
    private long firstTimeNs;
    private long lastTimeNs;
    private boolean isStarted;
    private long rounds = 1;

    /**
     * Open the recordings.
     *
     * @param recordings 1 or more
     * @param speed      times as fast as recorded, more than 0; infinite for as fast as it goes
     * @param loop       whether to begin again at the end
     * @param listener   gets instruments, quotes and trades
     * @throws IllegalArgumentException if the speed is out of range
     */
    public RecordedPlayer(List<Recording> recordings, double speed, boolean loop, FeedListener listener) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be more than 0: " + speed);
        }
        this.recordings = List.copyOf(recordings);
        this.speed = speed;
        this.loop = loop;
        this.listener = new ShiftedListener(listener);
        open(Recording::open);
    }

    private void open(Function<Recording, RecordedFeed> opener) {
        feed = new MergedFeed(recordings.stream().map(opener).toList());
        firstTimeNs = feed.nextTimeNs();
        lastTimeNs = firstTimeNs;
    }

    /**
     * Play what is due.
     *
     * @param nowNs of a monotonic clock
     * @param limit most records, 1 or more
     * @return records played
     */
    public int play(long nowNs, int limit) {
        if (!isStarted) {
            isStarted = true;
            roundStartNs = nowNs;
        }
        int count = 0;
        while (count < limit && nextDueNs() != NEVER && nextDueNs() - nowNs <= 0) {
            lastTimeNs = Math.max(lastTimeNs, feed.nextTimeNs());
            feed.next(listener);
            count++;
            if (loop && feed.nextTimeNs() == NEVER) {
                beginAgain();
            }
        }
        return count;
    }

    private void beginAgain() {
        final long lengthNs = lastTimeNs - firstTimeNs + BETWEEN_ROUNDS_NS;
        feed.close();
        open(Recording::reopen);
        listener.shiftNs += lengthNs;
        roundStartNs += (long) (lengthNs / speed);
        rounds++;
    }

    /**
     * When the next record is due.
     *
     * @return on the clock of {@link #play}, {@link #NEVER} at the end
     */
    public long nextDueNs() {
        final long timeNs = feed.nextTimeNs();
        return timeNs == NEVER ? NEVER : roundStartNs + (long) ((timeNs - firstTimeNs) / speed);
    }

    /**
     * How many quotes and trades were played.
     *
     * @return 0 or more
     */
    public long ticks() {
        return listener.ticks;
    }

    /**
     * Which round is played.
     *
     * @return 1 or more
     */
    public long rounds() {
        return rounds;
    }

    /**
     * How much of this round was played.
     *
     * @return 0 to 1
     */
    public double progress() {
        return feed.totalBytes() == 0 ? 1 : (double) feed.bytesRead() / feed.totalBytes();
    }

    @Override
    public void close() {
        feed.close();
    }

    /** Moves times on, and counts. */
    private static final class ShiftedListener implements FeedListener {
        private final FeedListener target;
        private long shiftNs;
        private long ticks;

        ShiftedListener(FeedListener target) {
            this.target = target;
        }

        @Override
        public int onInstrument(String name, int priceExponent, int sizeExponent) {
            return target.onInstrument(name, priceExponent, sizeExponent);
        }

        @Override
        public void onQuote(int instrumentId, long eventTimeNs, long bidPrice, long bidSize, long askPrice,
                            long askSize) {
            target.onQuote(instrumentId, eventTimeNs + shiftNs, bidPrice, bidSize, askPrice, askSize);
            ticks++;
        }

        @Override
        public void onTrade(int instrumentId, long eventTimeNs, long price, long size, long conditions, byte side) {
            target.onTrade(instrumentId, eventTimeNs + shiftNs, price, size, conditions, side);
            ticks++;
        }
    }
}
