package io.tickwire.benchmarks.size;

import io.tickwire.core.stream.FrameHeaderEncoder;
import io.tickwire.core.stream.MessageHeaderEncoder;
import io.tickwire.core.stream.QuoteEntryEncoder;
import io.tickwire.core.stream.TradeEntryEncoder;
import io.tickwire.gateway.WebSocketFraming;
import org.agrona.ExpandableArrayBuffer;

/**
 * One frame as the server sends it, made by the codecs of the stream format and the framing of the gateway. One thread.
 */
final class WireFrame {
    private static final long TIME_NS = 1_723_161_471_050_205_246L;
    private static final long BID_PRICE = 6_171_894L;
    private static final long ASK_PRICE = 6_171_895L;
    private static final long SIZE = 124_669L;
    private static final short BUYER = 1;

    private final WebSocketFraming framing = new WebSocketFraming();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FrameHeaderEncoder frame = new FrameHeaderEncoder();
    private final QuoteEntryEncoder quote = new QuoteEntryEncoder();
    private final TradeEntryEncoder trade = new TradeEntryEncoder();

    /**
     * Bytes on the wire of a frame of quotes, with its WebSocket header, without TCP and IP.
     *
     * @param quotes 0 or more
     * @return bytes
     */
    int quotesBytes(int quotes) {
        int at = framing.headroomBytes() + headerBytes(quotes);
        for (int i = 0; i < quotes; i++) {
            quote.wrapAndApplyHeader(buffer, at, header).instrumentId(i).time(TIME_NS & 0xFFFF_FFFFL)
                .bidPrice(BID_PRICE).askPrice(ASK_PRICE).bidSize(SIZE).askSize(SIZE);
            at += MessageHeaderEncoder.ENCODED_LENGTH + quote.encodedLength();
        }
        return withEnvelope(at);
    }

    /**
     * Bytes on the wire of a frame of trades, with its WebSocket header, without TCP and IP.
     *
     * @param trades 0 or more
     * @return bytes
     */
    int tradesBytes(int trades) {
        int at = framing.headroomBytes() + headerBytes(trades);
        for (int i = 0; i < trades; i++) {
            trade.wrapAndApplyHeader(buffer, at, header).instrumentId(i).time(TIME_NS & 0xFFFF_FFFFL)
                .price(BID_PRICE).size(SIZE).conditions(0).side(BUYER);
            at += MessageHeaderEncoder.ENCODED_LENGTH + trade.encodedLength();
        }
        return withEnvelope(at);
    }

    private int headerBytes(int entries) {
        frame.wrapAndApplyHeader(buffer, framing.headroomBytes(), header)
            .from(0).through(entries).baseTime(TIME_NS).entryCount(entries).reserved((short) 0).flags().clear();
        return MessageHeaderEncoder.ENCODED_LENGTH + frame.encodedLength();
    }

    private int withEnvelope(int end) {
        final int start = framing.headroomBytes();
        return end - framing.putBefore(buffer, start, end - start);
    }
}
