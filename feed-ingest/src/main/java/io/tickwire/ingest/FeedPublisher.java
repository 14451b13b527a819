package io.tickwire.ingest;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.tickwire.core.feed.AggressorSide;
import io.tickwire.core.feed.SourceStatus;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

import java.util.concurrent.TimeUnit;

/**
 * Publishes the ticks of one source to the server: the library for a feed handler. The wire format and its rules are
 * in docs/feed-format.md.
 *
 * <p><b>Instrument ids.</b> The id that {@link #define} gives is a hash of the name and the exponents, not a count. So
 * it is the same in every run of the feed handler, in whatever order instruments come up. A server remembers ids in
 * its journal; were ids counted, a server that missed the definitions of a new run would take its first instrument
 * for the first one of the old run, and pass on prices under the wrong name. With a hash it either knows the right
 * instrument or none, and then refuses the tick and counts it. (Two instruments whose hashes collide take
 * neighbouring ids in the order of definition.)
 *
 * <p><b>Definitions</b> go out by themselves: a new one before the next message, all of them when a server connects,
 * and all again once per interval, spread over it, by calls that publish or by {@link #keepAlive}. They have no
 * number in the source's sequence, so that the numbers count only the ticks and status messages that were accepted.
 *
 * <p><b>Redundant lines.</b> Two publishers in two processes with the same source id and the same session, which
 * publish the same messages in the same order, are merged into one by the server. Neither may leave out a message
 * that was not accepted: use {@link BlockingFeed}, or try again until it is accepted.
 *
 * <p><b>Threads.</b> One thread at a time, and no other publisher with this source id and session in the process.
 * Publishing does not allocate. The methods {@code try...} never block: false means that no server is connected, or
 * that it is too slow and Aeron's flow control holds back; nothing was consumed, and the same call may be made again.
 */
public final class FeedPublisher implements AutoCloseable {
    /** How often all definitions are repeated, in ns, up to 2,000 of them; more take 500 us each. */
    public static final long REPEAT_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final Publication publication;
    private final NanoClock clock;
    private final FeedDefinitions definitions = new FeedDefinitions();
    private final FeedSender sender;
    private final DefinitionRepeater repeater;

    /**
     * Make a publisher for a new session, numbered with the system's time in ns since 1970. A clock that was set back
     * between two runs makes the new session a stale one: the server drops its messages until the time has passed.
     *
     * @param publication exclusive for best speed; the publisher owns it
     * @param sourceId    0 to 65,535, one for each source of a server
     * @throws IllegalArgumentException if the source id is out of range
     */
    public FeedPublisher(Publication publication, int sourceId) {
        this(publication, sourceId, SystemEpochNanoClock.INSTANCE.nanoTime());
    }

    /**
     * Make a publisher for a given session, the same for redundant lines.
     *
     * @param publication exclusive for best speed; the publisher owns it
     * @param sourceId    0 to 65,535, one for each source of a server
     * @param session     1 or more, greater than the session of the run before
     * @throws IllegalArgumentException if the source id or the session is out of range
     */
    public FeedPublisher(Publication publication, int sourceId, long session) {
        this(publication, sourceId, session, REPEAT_INTERVAL_NS, SystemNanoClock.INSTANCE);
    }

    /**
     * Make a publisher with a clock of its own.
     *
     * @param publication      exclusive for best speed; the publisher owns it
     * @param sourceId         0 to 65,535, one for each source of a server
     * @param session          1 or more, greater than the session of the run before
     * @param repeatIntervalNs how often all definitions are repeated, 1 or more
     * @param clock            monotonic; read once per call that publishes
     * @throws IllegalArgumentException if the source id, the session or the interval is out of range
     */
    public FeedPublisher(Publication publication, int sourceId, long session, long repeatIntervalNs,
                         NanoClock clock) {
        if (sourceId < 0 || sourceId > ValueRules.SOURCE_ID_LIMIT) {
            throw new IllegalArgumentException("source id must be from 0 to " + ValueRules.SOURCE_ID_LIMIT + ": "
                + sourceId);
        }
        if (session < 1) {
            throw new IllegalArgumentException("session must be 1 or more: " + session);
        }
        if (repeatIntervalNs < 1) {
            throw new IllegalArgumentException("repeat interval must be 1 ns or more: " + repeatIntervalNs);
        }
        this.publication = publication;
        this.clock = clock;
        this.sender = new FeedSender(publication, sourceId, session);
        this.repeater = new DefinitionRepeater(definitions, sender, repeatIntervalNs, clock.nanoTime());
    }

    /**
     * Make a publisher for a new session, with an exclusive publication of its own.
     *
     * @param aeron    a client; stays the caller's
     * @param channel  the server's channel, as in its configuration
     * @param streamId the server's stream
     * @param sourceId 0 to 65,535, one for each source of a server
     * @return the publisher; a server need not be there yet
     * @throws IllegalArgumentException if the source id is out of range
     */
    public static FeedPublisher connect(Aeron aeron, String channel, int streamId, int sourceId) {
        final Publication publication = aeron.addExclusivePublication(channel, streamId);
        try {
            return new FeedPublisher(publication, sourceId);
        } catch (final IllegalArgumentException e) {
            publication.close();
            throw e;
        }
    }

    /**
     * Define an instrument, or ask for the id of one. Allocates. Sends nothing yet.
     *
     * @param name          SYMBOL@VENUE, 3 to 32 characters
     * @param priceExponent price = mantissa x 10^priceExponent, -18 to 18
     * @param sizeExponent  size = mantissa x 10^sizeExponent, -18 to 18
     * @return the id to publish with, any int, the same in each run
     * @throws IllegalArgumentException if the name or an exponent is malformed
     */
    public int define(String name, int priceExponent, int sizeExponent) {
        return definitions.define(name, priceExponent, sizeExponent);
    }

    /**
     * Publish the best bid and offer.
     *
     * @param instrumentId from {@link #define}
     * @param eventTimeNs  ns since 1970, UTC, 1 or more
     * @param bidPrice     mantissa, {@link io.tickwire.core.tick.Tick#NO_PRICE} if nobody bids
     * @param bidSize      mantissa, 0 or more; 0 if nobody bids
     * @param askPrice     mantissa, {@link io.tickwire.core.tick.Tick#NO_PRICE} if nobody offers
     * @param askSize      mantissa, 0 or more; 0 if nobody offers
     * @return true if it is on its way
     * @throws IllegalArgumentException if the instrument is not defined or a value is out of range
     * @throws IllegalStateException    if the publication is closed or used up
     */
    public boolean tryQuote(int instrumentId, long eventTimeNs, long bidPrice, long bidSize, long askPrice,
                            long askSize) {
        requireDefined(instrumentId);
        if (!ValueRules.isQuote(eventTimeNs, bidPrice, bidSize, askPrice, askSize)) {
            throw new IllegalArgumentException("quote needs a time of 1 ns or more, and sizes of 0 or more, 0 where"
                + " there is no price: time " + eventTimeNs + ", bid " + bidPrice + " x " + bidSize + ", ask "
                + askPrice + " x " + askSize);
        }
        return isReady()
            && repeatAfter(sender.trySendQuote(instrumentId, eventTimeNs, bidPrice, bidSize, askPrice, askSize));
    }

    /**
     * Publish a trade.
     *
     * @param instrumentId from {@link #define}
     * @param eventTimeNs  ns since 1970, UTC, 1 or more
     * @param price        mantissa
     * @param size         mantissa, 0 or more
     * @param conditions   the venue's own bits, 0 to 2^32 - 1
     * @param side         a code of {@link io.tickwire.core.tick.Side}
     * @return true if it is on its way
     * @throws IllegalArgumentException if the instrument is not defined or a value is out of range
     * @throws IllegalStateException    if the publication is closed or used up
     */
    public boolean tryTrade(int instrumentId, long eventTimeNs, long price, long size, long conditions, byte side) {
        requireDefined(instrumentId);
        if (!ValueRules.isTrade(eventTimeNs, price, size, side) || conditions >>> Integer.SIZE != 0) {
            throw new IllegalArgumentException("trade needs a time of 1 ns or more, a price, a size of 0 or more,"
                + " conditions of 32 bits and a side from 0 to 2: time " + eventTimeNs + ", " + price + " x " + size
                + ", conditions " + conditions + ", side " + side);
        }
        return isReady() && repeatAfter(sender.trySendTrade(instrumentId, eventTimeNs, price, size, conditions,
            AggressorSide.get(side)));
    }

    /**
     * Publish how this source is.
     *
     * @param eventTimeNs ns since 1970, UTC, 1 or more
     * @param status      up, stale or down
     * @return true if it is on its way
     * @throws IllegalArgumentException if a value is out of range
     * @throws IllegalStateException    if the publication is closed or used up
     */
    public boolean tryStatus(long eventTimeNs, SourceStatus status) {
        if (!ValueRules.isStatus(eventTimeNs, status.value())) {
            throw new IllegalArgumentException("status needs a time of 1 ns or more, and to be up, stale or down: "
                + eventTimeNs + ", " + status);
        }
        return isReady() && repeatAfter(sender.trySendStatus(eventTimeNs, status));
    }

    /**
     * Send the definitions that are due. To be called now and then, a few times a second, while there is nothing to
     * publish; does not block or allocate.
     *
     * @return true if a server is connected and has been sent all definitions
     * @throws IllegalStateException if the publication is closed or used up
     */
    public boolean keepAlive() {
        return repeatAfter(isReady());
    }

    private boolean isReady() {
        if (publication.isClosed()) {
            throw sender.closed();
        }
        return repeater.isReady(publication.isConnected());
    }

    private boolean repeatAfter(boolean accepted) {
        if (accepted) {
            repeater.repeat(clock.nanoTime());
        }
        return accepted;
    }

    private void requireDefined(int instrumentId) {
        if (!definitions.isDefined(instrumentId)) {
            throw new IllegalArgumentException("instrument " + instrumentId + " was not defined by this publisher");
        }
    }

    /**
     * Whether a server listens.
     *
     * @return true if so
     */
    public boolean isConnected() {
        return publication.isConnected();
    }

    /**
     * How many ticks and status messages were accepted in this session.
     *
     * @return 0 or more; also the source sequence number of the last one
     */
    public long accepted() {
        return sender.nextSequence() - 1;
    }

    /** Close the publication. What was accepted still reaches the server as long as the media driver runs. */
    @Override
    public void close() {
        publication.close();
    }
}
