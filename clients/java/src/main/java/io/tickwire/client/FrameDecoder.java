package io.tickwire.client;

import io.tickwire.core.stream.BaseTimeEntryDecoder;
import io.tickwire.core.stream.FeedStatusEntryDecoder;
import io.tickwire.core.stream.FrameHeaderDecoder;
import io.tickwire.core.stream.MessageHeaderDecoder;
import io.tickwire.core.stream.QuoteEntryDecoder;
import io.tickwire.core.stream.TradeEntryDecoder;
import io.tickwire.core.stream.WideQuoteEntryDecoder;
import io.tickwire.core.stream.WideTradeEntryDecoder;
import org.agrona.DirectBuffer;

/**
 * Reads the binary frames of {@code tickwire.v1}. {@link #wrap} checks a whole frame; only after that
 * {@link #deliver} hands out its entries, so that a damaged frame is never delivered in part. Reusable; does not
 * allocate but for exceptions. Not thread-safe.
 */
public final class FrameDecoder {
    private static final int PART_HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;

    private final InstrumentMap instruments;
    private final MessageHeaderDecoder part = new MessageHeaderDecoder();
    private final FrameHeaderDecoder header = new FrameHeaderDecoder();
    private final QuoteEntryDecoder quote = new QuoteEntryDecoder();
    private final TradeEntryDecoder trade = new TradeEntryDecoder();
    private final WideQuoteEntryDecoder wideQuote = new WideQuoteEntryDecoder();
    private final WideTradeEntryDecoder wideTrade = new WideTradeEntryDecoder();
    private final BaseTimeEntryDecoder baseTimeEntry = new BaseTimeEntryDecoder();
    private final FeedStatusEntryDecoder feedStatus = new FeedStatusEntryDecoder();

    private DirectBuffer buffer;
    private int entriesOffset;
    private int endOffset;
    private long from;
    private long through;
    private long baseTimeNs;
    private int flags;
    private int entryCount;

    /**
     * A decoder of frames.
     *
     * @param instruments those that were announced; the caller keeps it up to date
     */
    public FrameDecoder(InstrumentMap instruments) {
        this.instruments = instruments;
    }

    /**
     * Look at a frame and check all of it. The bytes must stay as they are until it is delivered.
     *
     * @param source holds the frame
     * @param offset where it starts
     * @param length its bytes
     * @return this
     * @throws ProtocolException if the format does not allow these bytes, or an instrument was not announced
     */
    public FrameDecoder wrap(DirectBuffer source, int offset, int length) {
        buffer = source;
        endOffset = offset + length;
        entriesOffset = endOffset;
        final int next = checkPart(offset);
        final int template = part.templateId();
        if (template != FrameHeaderDecoder.TEMPLATE_ID) {
            throw new ProtocolException("a frame starts with template " + FrameHeaderDecoder.TEMPLATE_ID
                + ", this one with " + template);
        }
        checkBlock(FrameHeaderDecoder.BLOCK_LENGTH, "frame header");
        header.wrap(source, offset + PART_HEADER_LENGTH, part.blockLength(), part.version());
        from = header.from();
        through = header.through();
        baseTimeNs = header.baseTime();
        entryCount = header.entryCount();
        flags = source.getByte(header.offset() + FrameHeaderDecoder.flagsEncodingOffset()) & 0xFF;
        if (from < 0 || through < from || (flags & FrameFlags.SNAPSHOT) != 0 && from != through) {
            throw new ProtocolException("a frame can't cover (" + from + ", " + through + "] with flags " + flags);
        }
        checkEntries(next);
        entriesOffset = next;
        return this;
    }

    /**
     * Position after which the frame covers.
     *
     * @return 0 or more
     */
    public long from() {
        return from;
    }

    /**
     * Last position that the frame covers.
     *
     * @return {@link #from} or more
     */
    public long through() {
        return through;
    }

    /**
     * What kind of frame it is.
     *
     * @return bits of {@link FrameFlags}
     */
    public int flags() {
        return flags;
    }

    /**
     * Entries of the frame, those of unknown templates too.
     *
     * @return 0 to 65,535
     */
    public int entryCount() {
        return entryCount;
    }

    /**
     * Hand out the entries of the frame that was checked last.
     *
     * @param handler gets them in their order
     */
    public void deliver(FrameHandler handler) {
        long baseNs = baseTimeNs;
        int offset = entriesOffset;
        while (offset < endOffset) {
            part.wrap(buffer, offset);
            final int block = offset + PART_HEADER_LENGTH;
            final int blockLength = part.blockLength();
            final int version = part.version();
            switch (part.templateId()) {
                case QuoteEntryDecoder.TEMPLATE_ID -> deliverQuote(block, blockLength, version, baseNs, handler);
                case TradeEntryDecoder.TEMPLATE_ID -> deliverTrade(block, blockLength, version, baseNs, handler);
                case WideQuoteEntryDecoder.TEMPLATE_ID ->
                    deliverWideQuote(block, blockLength, version, baseNs, handler);
                case WideTradeEntryDecoder.TEMPLATE_ID ->
                    deliverWideTrade(block, blockLength, version, baseNs, handler);
                case BaseTimeEntryDecoder.TEMPLATE_ID ->
                    baseNs = baseTimeEntry.wrap(buffer, block, blockLength, version).baseTime();
                case FeedStatusEntryDecoder.TEMPLATE_ID -> {
                    feedStatus.wrap(buffer, block, blockLength, version);
                    handler.onFeedStatus(fullTimeNs(baseNs, feedStatus.time()), feedStatus.sourceId(),
                        feedStatus.status(), flags);
                }
                default -> {
                    // A later version's entry, which this one can do without.
                }
            }
            offset = block + blockLength;
        }
    }

    private void deliverQuote(int block, int blockLength, int version, long baseNs, FrameHandler handler) {
        quote.wrap(buffer, block, blockLength, version);
        handler.onQuote(fullTimeNs(baseNs, quote.time()), instruments.find(quote.instrumentId()),
            quote.bidPrice(), quote.bidSize(), quote.askPrice(), quote.askSize(), flags);
    }

    private void deliverTrade(int block, int blockLength, int version, long baseNs, FrameHandler handler) {
        trade.wrap(buffer, block, blockLength, version);
        handler.onTrade(fullTimeNs(baseNs, trade.time()), instruments.find(trade.instrumentId()),
            trade.price(), trade.size(), (byte) trade.side(), trade.conditions(), flags);
    }

    private void deliverWideQuote(int block, int blockLength, int version, long baseNs, FrameHandler handler) {
        wideQuote.wrap(buffer, block, blockLength, version);
        handler.onQuote(fullTimeNs(baseNs, wideQuote.time()), instruments.find(wideQuote.instrumentId()),
            wideQuote.bidPrice(), wideQuote.bidSize(), wideQuote.askPrice(), wideQuote.askSize(), flags);
    }

    private void deliverWideTrade(int block, int blockLength, int version, long baseNs, FrameHandler handler) {
        wideTrade.wrap(buffer, block, blockLength, version);
        handler.onTrade(fullTimeNs(baseNs, wideTrade.time()), instruments.find(wideTrade.instrumentId()),
            wideTrade.price(), wideTrade.size(), (byte) wideTrade.side(), wideTrade.conditions(), flags);
    }

    static long fullTimeNs(long baseNs, long lowBits) {
        return baseNs + (int) (lowBits - baseNs);
    }

    private void checkEntries(int firstOffset) {
        int count = 0;
        int offset = firstOffset;
        while (offset < endOffset) {
            final int next = checkPart(offset);
            checkEntry(offset + PART_HEADER_LENGTH);
            offset = next;
            count++;
        }
        if (count != entryCount) {
            throw new ProtocolException("the frame's header says " + entryCount + " entries, there are " + count);
        }
    }

    private int checkPart(int offset) {
        if (endOffset - offset < PART_HEADER_LENGTH) {
            throw new ProtocolException("the frame is cut off in a part's header: " + (endOffset - offset)
                + " of " + PART_HEADER_LENGTH + " bytes");
        }
        part.wrap(buffer, offset);
        if (part.schemaId() != FrameHeaderDecoder.SCHEMA_ID) {
            throw new ProtocolException("schema id must be " + FrameHeaderDecoder.SCHEMA_ID + ": " + part.schemaId());
        }
        final int next = offset + PART_HEADER_LENGTH + part.blockLength();
        if (next > endOffset) {
            throw new ProtocolException("the frame is cut off: template " + part.templateId() + " needs "
                + (next - endOffset) + " bytes more");
        }
        return next;
    }

    private void checkEntry(int block) {
        switch (part.templateId()) {
            case QuoteEntryDecoder.TEMPLATE_ID -> {
                checkBlock(QuoteEntryDecoder.BLOCK_LENGTH, "quote");
                checkInstrument(quote.wrap(buffer, block, part.blockLength(), part.version()).instrumentId());
            }
            case TradeEntryDecoder.TEMPLATE_ID -> {
                checkBlock(TradeEntryDecoder.BLOCK_LENGTH, "trade");
                checkInstrument(trade.wrap(buffer, block, part.blockLength(), part.version()).instrumentId());
            }
            case WideQuoteEntryDecoder.TEMPLATE_ID -> {
                checkBlock(WideQuoteEntryDecoder.BLOCK_LENGTH, "wide quote");
                wideQuote.wrap(buffer, block, part.blockLength(), part.version());
                checkInstrument(wideQuote.instrumentId());
                checkSize(wideQuote.bidSize());
                checkSize(wideQuote.askSize());
            }
            case WideTradeEntryDecoder.TEMPLATE_ID -> {
                checkBlock(WideTradeEntryDecoder.BLOCK_LENGTH, "wide trade");
                wideTrade.wrap(buffer, block, part.blockLength(), part.version());
                checkInstrument(wideTrade.instrumentId());
                checkSize(wideTrade.size());
            }
            case BaseTimeEntryDecoder.TEMPLATE_ID -> checkBlock(BaseTimeEntryDecoder.BLOCK_LENGTH, "base time");
            case FeedStatusEntryDecoder.TEMPLATE_ID -> checkBlock(FeedStatusEntryDecoder.BLOCK_LENGTH, "feed status");
            case FrameHeaderDecoder.TEMPLATE_ID ->
                throw new ProtocolException("a frame header may stand only at the start of a frame");
            default -> {
                // Passed over by its length.
            }
        }
    }

    private void checkBlock(int leastLength, String name) {
        if (part.blockLength() < leastLength) {
            throw new ProtocolException("the block of a " + name + " has at least " + leastLength + " bytes: "
                + part.blockLength());
        }
    }

    private void checkInstrument(int id) {
        if (instruments.find(id) == null) {
            throw new ProtocolException("instrument id " + id + " was not announced before its first entry");
        }
    }

    private static void checkSize(long size) {
        if (size < 0) {
            throw new ProtocolException("a size must be below 2^63: " + Long.toUnsignedString(size));
        }
    }
}
