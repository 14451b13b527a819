package io.tickwire.server.cli;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.driver.status.SenderPos;
import io.tickwire.config.AeronConfig;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.ingest.FeedListener;
import io.tickwire.ingest.FeedPublisher;
import io.tickwire.ingest.recorded.RecordedPlayer;
import io.tickwire.server.Receipts;
import org.agrona.CloseHelper;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.status.CountersReader;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A publisher to a server, and the loop that plays recordings into it. One thread. */
final class FeedSession implements AutoCloseable {
    private static final int RECORDS_PER_TURN = 256;
    private static final long KEEP_ALIVE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    // For what is lost on the way and sent again, where nobody tells that it has arrived.
    private static final long LINGER_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long END_CHECK_NS = TimeUnit.MILLISECONDS.toNanos(5);
    // Little is under way at any moment, so that little is lost with a server that is killed.
    private static final String TERM_LENGTH = "1m";
    private static final int RECEIVER_WINDOW_LIMIT_BYTES = 1 << 20;
    private static final int LEAST_TICK_BYTES = 96;

    /** Somebody has asked to stop while nothing could be sent. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Aeron aeron;
    private final ExclusivePublication publication;
    private final Receipts receipts;
    private final BooleanSupplier isStopped;
    private final Runnable onTurn;
    private final FeedPublisher publisher;
    private final BlockingFeed feed;
    private final SentPositions sent;
    private final FeedListener listener = new Remembering();

    /**
     * Connect.
     *
     * @param receipts  of the publisher's own media driver, or null
     * @param sourceId  0 to 65,535
     * @param timeoutNs longest wait for the server, 1 or more
     * @param isStopped whether to end
     * @param onTurn    called many times a second, also while the server takes nothing
     */
    FeedSession(Aeron aeron, Receipts receipts, AeronConfig config, int sourceId, long timeoutNs,
                BooleanSupplier isStopped, Runnable onTurn) {
        this.aeron = aeron;
        this.receipts = receipts;
        this.isStopped = isStopped;
        this.onTurn = onTurn;
        publication = aeron.addExclusivePublication(withTermLength(config.channel()), config.streamId());
        try {
            publisher = new FeedPublisher(publication, sourceId);
        } catch (final IllegalArgumentException e) {
            CloseHelper.close(publication);
            throw e;
        }
        feed = new BlockingFeed(publisher, new TurningIdle(), timeoutNs);
        sent = new SentPositions((publication.termBufferLength() + RECEIVER_WINDOW_LIMIT_BYTES) / LEAST_TICK_BYTES);
    }

    private static String withTermLength(String channel) {
        final ChannelUri uri = ChannelUri.parse(channel);
        if (!uri.containsKey(CommonContext.TERM_LENGTH_PARAM_NAME)) {
            uri.put(CommonContext.TERM_LENGTH_PARAM_NAME, TERM_LENGTH);
        }
        return uri.toString();
    }

    /** What recordings are played into. */
    FeedListener listener() {
        return listener;
    }

    boolean isConnected() {
        return publisher.isConnected();
    }

    /**
     * Wait for a server, or until it is told to stop.
     *
     * @throws io.tickwire.ingest.FeedTimeoutException if none comes in time
     */
    void awaitServer() {
        try {
            feed.awaitServer();
        } catch (final Stopped e) {
            onTurn.run();
        }
    }

    /**
     * Play until the end, or until it is told to stop.
     *
     * @throws io.tickwire.ingest.FeedTimeoutException if no server takes anything for too long
     */
    void play(RecordedPlayer player) {
        try {
            while (!isStopped.getAsBoolean() && player.nextDueNs() != RecordedPlayer.NEVER) {
                final long nowNs = System.nanoTime();
                if (player.play(nowNs, RECORDS_PER_TURN) == 0) {
                    publisher.keepAlive();
                    LockSupport.parkNanos(Math.min(KEEP_ALIVE_NS, player.nextDueNs() - nowNs));
                }
                onTurn.run();
            }
        } catch (final Stopped e) {
            // The record that was not sent stays with the player; nobody asks for it.
            onTurn.run();
        } catch (final IllegalStateException e) {
            if (publication.isClosed()) {
                throw new IllegalStateException("the media driver has ended, and the server with it if it was the"
                    + " server's; over UDP a publisher waits for the next server", e);
            }
            throw e;
        }
    }

    /**
     * End, and wait until the server's media driver has everything, if ours ends with this process.
     *
     * @return 0, or how many of the last ticks may not have got there
     */
    int end(long timeoutNs) {
        final long position = publication.position();
        final long deadlineNs = System.nanoTime() + timeoutNs;
        // A publication that is closed sends nothing to a server that comes later.
        while (receipts != null && senderPosition() < position && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(END_CHECK_NS);
            onTurn.run();
        }
        feed.close();
        if (receipts == null) {
            return 0;
        }
        final long untilNs = receipts.isWatching() ? deadlineNs : System.nanoTime() + LINGER_NS;
        while (!receipts.isWhole() && System.nanoTime() - untilNs < 0) {
            LockSupport.parkNanos(END_CHECK_NS);
        }
        return receipts.isWhole() || !receipts.isWatching() ? 0 : sent.between(receipts.takenPosition(), position);
    }

    private long senderPosition() {
        final CountersReader counters = aeron.countersReader();
        final int id = counters.findByTypeIdAndRegistrationId(SenderPos.SENDER_POSITION_TYPE_ID,
            publication.registrationId());
        return id == CountersReader.NULL_COUNTER_ID ? 0 : counters.getCounterValue(id);
    }

    /** Ticks that were under way when one run of the server was replaced by the next: at most so many are missing. */
    int pollLost() {
        final Receipts.Gap gap = receipts == null ? null : receipts.pollGap();
        return gap == null ? 0 : sent.between(gap.fromPosition(), gap.toPosition());
    }

    @Override
    public void close() {
        feed.close();
    }

    /** Keeps in mind where each tick ended. */
    private final class Remembering implements FeedListener {
        @Override
        public int onInstrument(String name, int priceExponent, int sizeExponent) {
            return feed.onInstrument(name, priceExponent, sizeExponent);
        }

        @Override
        public void onQuote(int instrumentId, long eventTimeNs, long bidPrice, long bidSize, long askPrice,
                            long askSize) {
            feed.onQuote(instrumentId, eventTimeNs, bidPrice, bidSize, askPrice, askSize);
            sent.add(publication.position());
        }

        @Override
        public void onTrade(int instrumentId, long eventTimeNs, long price, long size, long conditions, byte side) {
            feed.onTrade(instrumentId, eventTimeNs, price, size, conditions, side);
            sent.add(publication.position());
        }
    }

    /** Goes on telling how it stands while the server takes nothing. */
    private final class TurningIdle implements IdleStrategy {
        private final IdleStrategy idle = new BackoffIdleStrategy();

        @Override
        public void idle(int workCount) {
            idle.idle(workCount);
        }

        @Override
        public void idle() {
            if (isStopped.getAsBoolean()) {
                throw new Stopped();
            }
            onTurn.run();
            idle.idle();
        }

        @Override
        public void reset() {
            idle.reset();
        }
    }
}
