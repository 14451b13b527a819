package io.tickwire.gateway;

import io.tickwire.core.stream.FrameHeaderDecoder;
import io.tickwire.core.stream.MessageHeaderDecoder;
import io.tickwire.core.stream.QuoteEntryDecoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;

/**
 * What a test looks at in a binary message.
 *
 * @param kind 'S' snapshot, 'R' replay, 'C' conflated or 'L' live
 * @param bids of its quotes, in order
 */
record MarketFrame(long from, long through, char kind, List<Long> bids) {
    static MarketFrame of(byte[] bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final FrameHeaderDecoder frame = new FrameHeaderDecoder().wrapAndApplyHeader(buffer, 0, header);
        final List<Long> bids = new ArrayList<>();
        int at = MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
        while (at < bytes.length) {
            header.wrap(buffer, at);
            if (header.templateId() == QuoteEntryDecoder.TEMPLATE_ID) {
                bids.add(new QuoteEntryDecoder().wrapAndApplyHeader(buffer, at, header).bidPrice());
            }
            at += MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
        }
        if (at != bytes.length) {
            throw new AssertionError("the last entry ends at " + at + ", the frame at " + bytes.length);
        }
        final char kind = frame.flags().snapshot() ? 'S' : frame.flags().replay() ? 'R'
            : frame.flags().conflated() ? 'C' : 'L';
        return new MarketFrame(frame.from(), frame.through(), kind, bids);
    }
}
