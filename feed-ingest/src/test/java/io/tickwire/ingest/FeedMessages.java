package io.tickwire.ingest;

import io.tickwire.core.feed.AggressorSide;
import io.tickwire.core.feed.FeedStatusEncoder;
import io.tickwire.core.feed.InstrumentDefinitionEncoder;
import io.tickwire.core.feed.MessageHeaderEncoder;
import io.tickwire.core.feed.QuoteEncoder;
import io.tickwire.core.feed.SourceStatus;
import io.tickwire.core.feed.TradeEncoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

/** Well-formed messages in arrays of their own, ready to be spoiled. */
final class FeedMessages {
    static final int SOURCE = 7;
    static final long SESSION = 1_000;
    static final int INSTRUMENT = -77;
    static final long TIME = 1_723_161_471_011_492_645L;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private FeedMessages() {
    }

    static UnsafeBuffer definition(long sequence, int instrumentId, String name, int priceExponent) {
        return definition(SOURCE, SESSION, sequence, instrumentId, name, priceExponent);
    }

    static UnsafeBuffer definition(int source, long session, long sequence, int instrumentId, String name,
                                   int priceExponent) {
        final UnsafeBuffer buffer = buffer(InstrumentDefinitionEncoder.BLOCK_LENGTH);
        new InstrumentDefinitionEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .sourceSequence(sequence).sourceSession(session).instrumentId(instrumentId).sourceId(source)
            .priceExponent((byte) priceExponent).sizeExponent((byte) -5).name(name);
        return buffer;
    }

    static UnsafeBuffer quote(long sequence) {
        return quote(SOURCE, SESSION, sequence, INSTRUMENT);
    }

    static UnsafeBuffer quote(int source, long session, long sequence, int instrumentId) {
        final UnsafeBuffer buffer = buffer(QuoteEncoder.BLOCK_LENGTH);
        new QuoteEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .sourceSequence(sequence).sourceSession(session).eventTime(TIME).bidPrice(100 + sequence).askPrice(101)
            .bidSize(5).askSize(6).instrumentId(instrumentId).sourceId(source);
        return buffer;
    }

    static UnsafeBuffer trade(long sequence) {
        final UnsafeBuffer buffer = buffer(TradeEncoder.BLOCK_LENGTH);
        new TradeEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .sourceSequence(sequence).sourceSession(SESSION).eventTime(TIME).price(100).size(3)
            .conditions(0xFFFF_FFFFL).instrumentId(INSTRUMENT).sourceId(SOURCE).side(AggressorSide.SELL);
        return buffer;
    }

    static UnsafeBuffer status(long sequence) {
        final UnsafeBuffer buffer = buffer(FeedStatusEncoder.BLOCK_LENGTH);
        new FeedStatusEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .sourceSequence(sequence).sourceSession(SESSION).eventTime(TIME).sourceId(SOURCE)
            .status(SourceStatus.STALE);
        return buffer;
    }

    static QuoteEncoder fieldsOfQuote(UnsafeBuffer message) {
        return new QuoteEncoder().wrap(message, HEADER);
    }

    static TradeEncoder fieldsOfTrade(UnsafeBuffer message) {
        return new TradeEncoder().wrap(message, HEADER);
    }

    static FeedStatusEncoder fieldsOfStatus(UnsafeBuffer message) {
        return new FeedStatusEncoder().wrap(message, HEADER);
    }

    static InstrumentDefinitionEncoder fieldsOfDefinition(UnsafeBuffer message) {
        return new InstrumentDefinitionEncoder().wrap(message, HEADER);
    }

    static MessageHeaderEncoder header(UnsafeBuffer message) {
        return new MessageHeaderEncoder().wrap(message, 0);
    }

    /** The same message with other bytes after it. */
    static UnsafeBuffer longer(UnsafeBuffer message, int extra) {
        final byte[] bytes = new byte[message.capacity() + extra];
        Arrays.fill(bytes, (byte) 0x5A);
        message.getBytes(0, bytes, 0, message.capacity());
        return new UnsafeBuffer(bytes);
    }

    private static UnsafeBuffer buffer(int blockLength) {
        return new UnsafeBuffer(new byte[HEADER + blockLength]);
    }
}
