package io.tickwire.fanout;

import io.tickwire.core.stream.BaseTimeEntryDecoder;
import io.tickwire.core.stream.FeedStatusEntryDecoder;
import io.tickwire.core.stream.FrameHeaderDecoder;
import io.tickwire.core.stream.MessageHeaderDecoder;
import io.tickwire.core.stream.QuoteEntryDecoder;
import io.tickwire.core.stream.TradeEntryDecoder;
import io.tickwire.core.stream.WideQuoteEntryDecoder;
import io.tickwire.core.stream.WideTradeEntryDecoder;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A frame as a subscriber reads it by docs/stream-format.md. */
record Frame(long from, long through, FrameFlag flag, List<Entry> entries, int lengthBytes) {
    /** kind is 'Q', 'T' or 'S'. */
    record Entry(char kind, int instrumentId, long timeNs, long a, long b, long c, long d) {
        /** A tick as subscribers see it; null for a definition. */
        static Entry of(Tick tick) {
            if (tick.kind() == TickKind.QUOTE.code()) {
                return new Entry('Q', tick.instrumentId(), tick.eventTimeNs(), tick.bidPrice(), tick.bidSize(),
                    tick.askPrice(), tick.askSize());
            } else if (tick.kind() == TickKind.TRADE.code()) {
                return new Entry('T', tick.instrumentId(), tick.eventTimeNs(), tick.price(), tick.size(),
                    tick.conditions(), tick.side());
            } else if (tick.kind() == TickKind.STATUS.code()) {
                return new Entry('S', 0, tick.eventTimeNs(), tick.sourceId(), tick.status(), 0, 0);
            }
            return null;
        }
    }

    static Frame decode(ByteBuffer bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes, bytes.position(), bytes.remaining());
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final FrameHeaderDecoder frame = new FrameHeaderDecoder().wrapAndApplyHeader(buffer, 0, header);
        final List<Entry> entries = new ArrayList<>();
        long baseTime = frame.baseTime();
        int at = MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
        int count = 0;
        while (at < buffer.capacity()) {
            header.wrap(buffer, at);
            if (header.templateId() == BaseTimeEntryDecoder.TEMPLATE_ID) {
                baseTime = new BaseTimeEntryDecoder().wrapAndApplyHeader(buffer, at, header).baseTime();
            } else {
                entries.add(entry(buffer, at, header, baseTime));
            }
            at += MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
            count++;
        }
        if (count != frame.entryCount() || at != buffer.capacity()) {
            throw new AssertionError("entry count " + frame.entryCount() + ", found " + count + ", end at " + at);
        }
        final FrameFlag flag = frame.flags().snapshot() ? FrameFlag.SNAPSHOT : frame.flags().conflated()
            ? frame.flags().replay() ? FrameFlag.CONFLATED_REPLAY : FrameFlag.CONFLATED
            : frame.flags().replay() ? FrameFlag.REPLAY : FrameFlag.LIVE;
        return new Frame(frame.from(), frame.through(), flag, entries, buffer.capacity());
    }

    private static Entry entry(UnsafeBuffer buffer, int at, MessageHeaderDecoder header, long baseTime) {
        switch (header.templateId()) {
            case QuoteEntryDecoder.TEMPLATE_ID: {
                final QuoteEntryDecoder q = new QuoteEntryDecoder().wrapAndApplyHeader(buffer, at, header);
                return new Entry('Q', q.instrumentId(), full(baseTime, q.time()), q.bidPrice(), q.bidSize(),
                    q.askPrice(), q.askSize());
            }
            case WideQuoteEntryDecoder.TEMPLATE_ID: {
                final WideQuoteEntryDecoder q = new WideQuoteEntryDecoder().wrapAndApplyHeader(buffer, at, header);
                return new Entry('Q', q.instrumentId(), full(baseTime, q.time()), q.bidPrice(), q.bidSize(),
                    q.askPrice(), q.askSize());
            }
            case TradeEntryDecoder.TEMPLATE_ID: {
                final TradeEntryDecoder t = new TradeEntryDecoder().wrapAndApplyHeader(buffer, at, header);
                return new Entry('T', t.instrumentId(), full(baseTime, t.time()), t.price(), t.size(),
                    t.conditions(), t.side());
            }
            case WideTradeEntryDecoder.TEMPLATE_ID: {
                final WideTradeEntryDecoder t = new WideTradeEntryDecoder().wrapAndApplyHeader(buffer, at, header);
                return new Entry('T', t.instrumentId(), full(baseTime, t.time()), t.price(), t.size(),
                    t.conditions(), t.side());
            }
            case FeedStatusEntryDecoder.TEMPLATE_ID: {
                final FeedStatusEntryDecoder s = new FeedStatusEntryDecoder().wrapAndApplyHeader(buffer, at, header);
                return new Entry('S', 0, full(baseTime, s.time()), s.sourceId(), s.status(), 0, 0);
            }
            default:
                throw new AssertionError("template " + header.templateId());
        }
    }

    private static long full(long baseTime, long low) {
        return baseTime + (int) (low - baseTime);
    }
}
