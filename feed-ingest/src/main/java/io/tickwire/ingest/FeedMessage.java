package io.tickwire.ingest;

import io.aeron.logbuffer.FrameDescriptor;
import io.tickwire.core.feed.FeedStatusDecoder;
import io.tickwire.core.feed.InstrumentDefinitionDecoder;
import io.tickwire.core.feed.MessageHeaderDecoder;
import io.tickwire.core.feed.QuoteDecoder;
import io.tickwire.core.feed.TradeDecoder;
import org.agrona.DirectBuffer;

/**
 * Flyweight over one message from Aeron. {@link #wrap} checks all that is needed before a field may be read, and what
 * all messages have in common. One thread.
 */
final class FeedMessage {
    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int OWN_VERSION = MessageHeaderDecoder.SCHEMA_VERSION;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();

    private int templateId;
    private int sourceId;
    private long sourceSession;
    private long sourceSequence;

    /**
     * Look at a message.
     *
     * @param buffer holds the message
     * @param offset where its header starts
     * @param length of header and block
     * @param flags  of the Aeron frame
     * @return null if the message is well-formed; otherwise why not, and nothing else may be asked of this object
     */
    Refusal wrap(DirectBuffer buffer, int offset, int length, byte flags) {
        if (length < HEADER_LENGTH || (byte) (flags & FrameDescriptor.UNFRAGMENTED) != FrameDescriptor.UNFRAGMENTED) {
            return Refusal.LENGTH;
        }
        header.wrap(buffer, offset);
        final int version = header.version();
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID || version < 1) {
            return Refusal.VERSION;
        }
        templateId = header.templateId();
        final int ownBlockLength = ownBlockLength(templateId);
        if (ownBlockLength == 0) {
            return Refusal.TYPE;
        }
        final int blockLength = header.blockLength();
        if (!isLength(version, blockLength, ownBlockLength, length - HEADER_LENGTH)) {
            return Refusal.LENGTH;
        }
        wrapBlock(buffer, offset + HEADER_LENGTH, blockLength, version);
        return isPlaceInSource() ? null : Refusal.RANGE;
    }

    private static int ownBlockLength(int templateId) {
        return switch (templateId) {
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> InstrumentDefinitionDecoder.BLOCK_LENGTH;
            case QuoteDecoder.TEMPLATE_ID -> QuoteDecoder.BLOCK_LENGTH;
            case TradeDecoder.TEMPLATE_ID -> TradeDecoder.BLOCK_LENGTH;
            case FeedStatusDecoder.TEMPLATE_ID -> FeedStatusDecoder.BLOCK_LENGTH;
            default -> 0;
        };
    }

    // Later versions add fields at the end of the block, and perhaps groups after it.
    private static boolean isLength(int version, int blockLength, int ownBlockLength, int available) {
        return version == OWN_VERSION
            ? blockLength == ownBlockLength && available == blockLength
            : blockLength >= ownBlockLength && available >= blockLength;
    }

    private void wrapBlock(DirectBuffer buffer, int offset, int blockLength, int version) {
        switch (templateId) {
            case QuoteDecoder.TEMPLATE_ID -> {
                quote.wrap(buffer, offset, blockLength, version);
                source(quote.sourceId(), quote.sourceSession(), quote.sourceSequence());
            }
            case TradeDecoder.TEMPLATE_ID -> {
                trade.wrap(buffer, offset, blockLength, version);
                source(trade.sourceId(), trade.sourceSession(), trade.sourceSequence());
            }
            case FeedStatusDecoder.TEMPLATE_ID -> {
                status.wrap(buffer, offset, blockLength, version);
                source(status.sourceId(), status.sourceSession(), status.sourceSequence());
            }
            default -> {
                definition.wrap(buffer, offset, blockLength, version);
                source(definition.sourceId(), definition.sourceSession(), definition.sourceSequence());
            }
        }
    }

    private void source(int id, long session, long sequence) {
        sourceId = id;
        sourceSession = session;
        sourceSequence = sequence;
    }

    private boolean isPlaceInSource() {
        final long least = isDefinition() ? SourceSequences.UNNUMBERED : 1;
        return sourceSession >= 1 && sourceSequence >= least && sourceSequence <= ValueRules.SEQUENCE_LIMIT;
    }

    boolean isDefinition() {
        return templateId == InstrumentDefinitionDecoder.TEMPLATE_ID;
    }

    int templateId() {
        return templateId;
    }

    int sourceId() {
        return sourceId;
    }

    long sourceSession() {
        return sourceSession;
    }

    long sourceSequence() {
        return sourceSequence;
    }

    InstrumentDefinitionDecoder definition() {
        return definition;
    }

    QuoteDecoder quote() {
        return quote;
    }

    TradeDecoder trade() {
        return trade;
    }

    FeedStatusDecoder status() {
        return status;
    }
}
