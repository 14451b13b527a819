package io.tickwire.client;

import io.tickwire.core.stream.BaseTimeEntryEncoder;
import io.tickwire.core.stream.FeedStatusEntryEncoder;
import io.tickwire.core.stream.FrameHeaderEncoder;
import io.tickwire.core.stream.MessageHeaderEncoder;
import io.tickwire.core.stream.QuoteEntryEncoder;
import io.tickwire.core.stream.TradeEntryEncoder;
import io.tickwire.core.stream.WideQuoteEntryEncoder;
import io.tickwire.core.stream.WideTradeEntryEncoder;
import org.agrona.ExpandableArrayBuffer;

/** Writes frames for tests, with the generated encoders. */
final class FrameWriter {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder part = new MessageHeaderEncoder();
    private final FrameHeaderEncoder header = new FrameHeaderEncoder();
    private int length;
    private int entries;

    FrameWriter start(long from, long through, long baseTimeNs, int flags) {
        header.wrapAndApplyHeader(buffer, 0, part).from(from).through(through).baseTime(baseTimeNs).reserved((short) 0);
        header.flags().clear().snapshot((flags & 1) != 0).replay((flags & 2) != 0).live((flags & 4) != 0)
            .conflated((flags & 8) != 0);
        length = MessageHeaderEncoder.ENCODED_LENGTH + FrameHeaderEncoder.BLOCK_LENGTH;
        entries = 0;
        return this;
    }

    FrameWriter quote(int id, long timeNs, long bid, long bidSize, long ask, long askSize) {
        new QuoteEntryEncoder().wrapAndApplyHeader(buffer, length, part).instrumentId(id).time(timeNs & 0xFFFF_FFFFL)
            .bidPrice(bid).askPrice(ask).bidSize(bidSize).askSize(askSize);
        return added(QuoteEntryEncoder.BLOCK_LENGTH);
    }

    FrameWriter wideQuote(int id, long timeNs, long bid, long bidSize, long ask, long askSize) {
        new WideQuoteEntryEncoder().wrapAndApplyHeader(buffer, length, part).instrumentId(id)
            .time(timeNs & 0xFFFF_FFFFL).bidPrice(bid).askPrice(ask).bidSize(bidSize).askSize(askSize);
        return added(WideQuoteEntryEncoder.BLOCK_LENGTH);
    }

    FrameWriter trade(int id, long timeNs, long price, long size, byte side, long conditions) {
        new TradeEntryEncoder().wrapAndApplyHeader(buffer, length, part).instrumentId(id).time(timeNs & 0xFFFF_FFFFL)
            .price(price).size(size).conditions(conditions).side(side);
        return added(TradeEntryEncoder.BLOCK_LENGTH);
    }

    FrameWriter wideTrade(int id, long timeNs, long price, long size, byte side, long conditions) {
        new WideTradeEntryEncoder().wrapAndApplyHeader(buffer, length, part).instrumentId(id)
            .time(timeNs & 0xFFFF_FFFFL).price(price).size(size).conditions(conditions).side(side);
        return added(WideTradeEntryEncoder.BLOCK_LENGTH);
    }

    FrameWriter baseTime(long baseTimeNs) {
        new BaseTimeEntryEncoder().wrapAndApplyHeader(buffer, length, part).baseTime(baseTimeNs);
        return added(BaseTimeEntryEncoder.BLOCK_LENGTH);
    }

    FrameWriter status(long timeNs, int source, int status) {
        new FeedStatusEntryEncoder().wrapAndApplyHeader(buffer, length, part).time(timeNs & 0xFFFF_FFFFL)
            .sourceId(source).status((short) status);
        return added(FeedStatusEntryEncoder.BLOCK_LENGTH);
    }

    FrameWriter unknown(int template, int blockLength) {
        part.wrap(buffer, length).blockLength((short) blockLength).templateId((short) template).schemaId((short) 2)
            .version((short) 9);
        buffer.setMemory(length + 4, blockLength, (byte) 0x5A);
        return added(blockLength);
    }

    /** Let the entry that was written last be longer, as a later version's. */
    FrameWriter lengthenLast(int blockLength, int more) {
        final int start = length - MessageHeaderEncoder.ENCODED_LENGTH - blockLength;
        part.wrap(buffer, start).blockLength((short) (blockLength + more));
        buffer.setMemory(length, more, (byte) 0x77);
        length += more;
        return this;
    }

    byte[] bytes() {
        header.entryCount(entries);
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private FrameWriter added(int blockLength) {
        length += MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
        entries++;
        return this;
    }
}
