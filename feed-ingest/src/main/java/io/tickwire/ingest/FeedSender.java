package io.tickwire.ingest;

import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.tickwire.core.feed.AggressorSide;
import io.tickwire.core.feed.FeedStatusEncoder;
import io.tickwire.core.feed.InstrumentDefinitionEncoder;
import io.tickwire.core.feed.MessageHeaderEncoder;
import io.tickwire.core.feed.QuoteEncoder;
import io.tickwire.core.feed.SourceStatus;
import io.tickwire.core.feed.TradeEncoder;

/**
 * Encodes messages in place, in Aeron's log buffer, and numbers them. A message that Aeron has no room for takes no
 * number. One thread; does not allocate.
 */
final class FeedSender {
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;
    // Aeron answers so while it turns to a new term; with one thread the next try succeeds.
    private static final int ADMIN_ACTION_TRIES = 10;

    private final Publication publication;
    private final int sourceId;
    private final long session;
    private final BufferClaim claim = new BufferClaim();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final FeedStatusEncoder status = new FeedStatusEncoder();
    private long nextSequence = 1;

    FeedSender(Publication publication, int sourceId, long session) {
        this.publication = publication;
        this.sourceId = sourceId;
        this.session = session;
    }

    boolean trySend(FeedDefinition source) {
        if (!tryClaim(InstrumentDefinitionEncoder.BLOCK_LENGTH)) {
            return false;
        }
        definition.wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
            .sourceSequence(SourceSequences.UNNUMBERED).sourceSession(session).instrumentId(source.id())
            .sourceId(sourceId).priceExponent((byte) source.priceExponent())
            .sizeExponent((byte) source.sizeExponent()).putName(source.nameBytes(), 0);
        claim.commit();
        return true;
    }

    boolean trySendQuote(int instrumentId, long eventTimeNs, long bidPrice, long bidSize, long askPrice,
                         long askSize) {
        if (!tryClaim(QuoteEncoder.BLOCK_LENGTH)) {
            return false;
        }
        quote.wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
            .sourceSequence(nextSequence).sourceSession(session).eventTime(eventTimeNs)
            .bidPrice(bidPrice).askPrice(askPrice).bidSize(bidSize).askSize(askSize)
            .instrumentId(instrumentId).sourceId(sourceId);
        return numbered();
    }

    boolean trySendTrade(int instrumentId, long eventTimeNs, long price, long size, long conditions,
                         AggressorSide side) {
        if (!tryClaim(TradeEncoder.BLOCK_LENGTH)) {
            return false;
        }
        trade.wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
            .sourceSequence(nextSequence).sourceSession(session).eventTime(eventTimeNs)
            .price(price).size(size).conditions(conditions)
            .instrumentId(instrumentId).sourceId(sourceId).side(side);
        return numbered();
    }

    boolean trySendStatus(long eventTimeNs, SourceStatus state) {
        if (!tryClaim(FeedStatusEncoder.BLOCK_LENGTH)) {
            return false;
        }
        status.wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
            .sourceSequence(nextSequence).sourceSession(session).eventTime(eventTimeNs)
            .sourceId(sourceId).status(state);
        return numbered();
    }

    private boolean numbered() {
        claim.commit();
        nextSequence++;
        return true;
    }

    private boolean tryClaim(int blockLength) {
        long result = Publication.ADMIN_ACTION;
        for (int i = 0; i < ADMIN_ACTION_TRIES && result == Publication.ADMIN_ACTION; i++) {
            result = publication.tryClaim(HEADER_LENGTH + blockLength, claim);
        }
        if (result == Publication.CLOSED) {
            throw closed();
        }
        if (result == Publication.MAX_POSITION_EXCEEDED) {
            throw new IllegalStateException(name() + " has reached the last position of its Aeron publication, "
                + publication.maxPossiblePosition() + " bytes; close it, and make a new publisher with a greater"
                + " session");
        }
        return result > 0;
    }

    IllegalStateException closed() {
        return new IllegalStateException(name() + " is closed: make a new publisher to go on");
    }

    long nextSequence() {
        return nextSequence;
    }

    private String name() {
        return "source " + sourceId + " on " + publication.channel() + " stream " + publication.streamId();
    }
}
