package io.tickwire.server.cli;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.driver.status.SenderPos;
import io.tickwire.config.AeronConfig;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.ingest.FeedPublisher;
import io.tickwire.ingest.recorded.RecordedPlayer;
import org.agrona.CloseHelper;
import org.agrona.concurrent.BackoffIdleStrategy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A publisher to a server, and the loop that plays recordings into it. One thread. */
final class FeedSession implements AutoCloseable {
    private static final int RECORDS_PER_TURN = 256;
    private static final long KEEP_ALIVE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LINGER_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Aeron aeron;
    private final ExclusivePublication publication;
    private final FeedPublisher publisher;
    private final BlockingFeed feed;

    FeedSession(Aeron aeron, AeronConfig config, int sourceId, long timeoutNs) {
        this.aeron = aeron;
        publication = aeron.addExclusivePublication(config.channel(), config.streamId());
        try {
            publisher = new FeedPublisher(publication, sourceId);
        } catch (final IllegalArgumentException e) {
            CloseHelper.close(publication);
            throw e;
        }
        feed = new BlockingFeed(publisher, new BackoffIdleStrategy(), timeoutNs);
    }

    /** What recordings are played into. */
    BlockingFeed feed() {
        return feed;
    }

    /** Wait for a server, which has then been sent all that was defined. */
    void awaitServer() {
        feed.awaitServer();
    }

    boolean isConnected() {
        return publisher.isConnected();
    }

    /** Play until the end, or until it is told to stop; {@code onTurn} is called several times a second. */
    void play(RecordedPlayer player, BooleanSupplier isStopped, Runnable onTurn) {
        while (!isStopped.getAsBoolean() && player.nextDueNs() != RecordedPlayer.NEVER) {
            final long nowNs = System.nanoTime();
            if (player.play(nowNs, RECORDS_PER_TURN) == 0) {
                publisher.keepAlive();
                LockSupport.parkNanos(Math.min(KEEP_ALIVE_NS, player.nextDueNs() - nowNs));
            }
            onTurn.run();
        }
    }

    /** Wait until the media driver, if it is ours and ends with us, has sent all, and some more for what got lost. */
    void drain(long timeoutNs) {
        final long deadlineNs = System.nanoTime() + timeoutNs;
        final int counterId = aeron.countersReader().findByTypeIdAndRegistrationId(SenderPos.SENDER_POSITION_TYPE_ID,
            publication.registrationId());
        while (counterId >= 0 && aeron.countersReader().getCounterValue(counterId) < publication.position()
            && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(KEEP_ALIVE_NS);
        }
        final long lingerUntilNs = System.nanoTime() + LINGER_NS;
        while (counterId >= 0 && System.nanoTime() - lingerUntilNs < 0) {
            LockSupport.parkNanos(KEEP_ALIVE_NS);
        }
    }

    @Override
    public void close() {
        feed.close();
    }
}
