package io.tickwire.fanout;

import io.tickwire.core.stream.FeedStatusEntryEncoder;
import io.tickwire.core.stream.MessageHeaderEncoder;
import io.tickwire.core.stream.QuoteEntryEncoder;
import io.tickwire.core.stream.TradeEntryEncoder;
import io.tickwire.core.stream.WideQuoteEntryEncoder;
import io.tickwire.core.stream.WideTradeEntryEncoder;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes one tick as one entry of the stream format, once for all who want it. Fan-out thread only.
 */
final class EntryEncoder {
    /** Longest entry, in bytes. */
    static final int LENGTH_LIMIT = MessageHeaderEncoder.ENCODED_LENGTH + WideQuoteEntryEncoder.BLOCK_LENGTH;

    private static final long NARROW_SIZE_LIMIT = 0xFFFF_FFFFL;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final QuoteEntryEncoder quote = new QuoteEntryEncoder();
    private final WideQuoteEntryEncoder wideQuote = new WideQuoteEntryEncoder();
    private final TradeEntryEncoder trade = new TradeEntryEncoder();
    private final WideTradeEntryEncoder wideTrade = new WideTradeEntryEncoder();
    private final FeedStatusEntryEncoder status = new FeedStatusEntryEncoder();
    private int length;
    private long timeNs;

    /**
     * Encode a quote, trade or status.
     *
     * @param tick of any kind but DEFINITION
     */
    void encode(Tick tick) {
        timeNs = tick.eventTimeNs();
        final byte kind = tick.kind();
        if (kind == TickKind.QUOTE.code()) {
            encodeQuote(tick);
        } else if (kind == TickKind.TRADE.code()) {
            encodeTrade(tick);
        } else {
            status.wrapAndApplyHeader(buffer, 0, header)
                .time(lowTime()).sourceId(tick.sourceId()).status((short) tick.status());
            length = MessageHeaderEncoder.ENCODED_LENGTH + FeedStatusEntryEncoder.BLOCK_LENGTH;
        }
    }

    private void encodeQuote(Tick tick) {
        final long bidSize = tick.bidSize();
        final long askSize = tick.askSize();
        if ((bidSize | askSize) <= NARROW_SIZE_LIMIT) {
            quote.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(tick.instrumentId()).time(lowTime())
                .bidPrice(tick.bidPrice()).askPrice(tick.askPrice())
                .bidSize(bidSize).askSize(askSize);
            length = MessageHeaderEncoder.ENCODED_LENGTH + QuoteEntryEncoder.BLOCK_LENGTH;
        } else {
            wideQuote.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(tick.instrumentId()).time(lowTime())
                .bidPrice(tick.bidPrice()).askPrice(tick.askPrice())
                .bidSize(bidSize).askSize(askSize);
            length = MessageHeaderEncoder.ENCODED_LENGTH + WideQuoteEntryEncoder.BLOCK_LENGTH;
        }
    }

    private void encodeTrade(Tick tick) {
        final long size = tick.size();
        if (size <= NARROW_SIZE_LIMIT) {
            trade.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(tick.instrumentId()).time(lowTime())
                .price(tick.price()).size(size).conditions(tick.conditions()).side(tick.side());
            length = MessageHeaderEncoder.ENCODED_LENGTH + TradeEntryEncoder.BLOCK_LENGTH;
        } else {
            wideTrade.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(tick.instrumentId()).time(lowTime())
                .price(tick.price()).size(size).conditions(tick.conditions()).side(tick.side());
            length = MessageHeaderEncoder.ENCODED_LENGTH + WideTradeEntryEncoder.BLOCK_LENGTH;
        }
    }

    private long lowTime() {
        return timeNs & 0xFFFF_FFFFL;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    long timeNs() {
        return timeNs;
    }
}
