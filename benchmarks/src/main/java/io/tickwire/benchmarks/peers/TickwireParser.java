package io.tickwire.benchmarks.peers;

import io.tickwire.core.stream.FrameHeaderDecoder;
import io.tickwire.core.stream.MessageHeaderDecoder;
import io.tickwire.core.stream.QuoteEntryDecoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteOrder;

/** Frames of tickwire; a quote's bid price is the message's number, its time the intended one. */
final class TickwireParser implements MessageParser {
    private static final int FRAME_HEADER_BYTES =
        MessageHeaderDecoder.ENCODED_LENGTH + FrameHeaderDecoder.BLOCK_LENGTH;
    private static final int TIME_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH + QuoteEntryDecoder.timeEncodingOffset();
    private static final int NUMBER_OFFSET =
        MessageHeaderDecoder.ENCODED_LENGTH + QuoteEntryDecoder.bidPriceEncodingOffset();

    private final FrameHeaderDecoder frame = new FrameHeaderDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long through = -1;

    @Override
    public void onFrame(int opcode, UnsafeBuffer buffer, int offset, int length, Found found) throws IOException {
        if (opcode != BINARY) {
            return;
        }
        frame.wrapAndApplyHeader(buffer, offset, header);
        if (through >= 0 && frame.from() != through) {
            throw new IOException("gap: after " + through + " came a frame from " + frame.from());
        }
        through = frame.through();
        if (frame.flags().snapshot()) {
            return;
        }
        final long baseNs = frame.baseTime();
        int at = offset + FRAME_HEADER_BYTES;
        while (at < offset + length) {
            if (buffer.getByte(at + 1) == QuoteEntryDecoder.TEMPLATE_ID) {
                final int low = buffer.getInt(at + TIME_OFFSET, ByteOrder.LITTLE_ENDIAN);
                found.onMessage(buffer.getLong(at + NUMBER_OFFSET, ByteOrder.LITTLE_ENDIAN),
                    baseNs + (low - (int) baseNs));
            }
            at += MessageHeaderDecoder.ENCODED_LENGTH + (buffer.getByte(at) & 0xFF);
        }
    }
}
