package io.tickwire.benchmarks;

import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.tickwire.core.feed.MessageHeaderDecoder;
import io.tickwire.core.feed.QuoteDecoder;
import io.tickwire.core.stream.FrameHeaderEncoder;
import io.tickwire.core.stream.MessageHeaderEncoder;
import io.tickwire.core.stream.QuoteEntryEncoder;
import io.tickwire.gateway.WebSocketFraming;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * The least that a feed server can do: quotes out of Aeron, into one frame of the bytes that tickwire sends, to all
 * sockets. No checks, numbers, ring, journal or routing. One thread.
 */
final class FloorAgent implements Agent, FragmentHandler {
    private static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + FrameHeaderEncoder.BLOCK_LENGTH;
    private static final int ENTRY_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + QuoteEntryEncoder.BLOCK_LENGTH;
    private static final long LOW_32_BITS = 0xFFFF_FFFFL;

    private final Subscription subscription;
    private final List<SocketChannel> sockets;
    private final int fragmentLimit;
    private final WebSocketFraming framing = new WebSocketFraming();
    private final int headroomBytes = framing.headroomBytes();
    private final UnsafeBuffer buffer;
    private final ByteBuffer bytes;
    private final MessageHeaderDecoder feedHeader = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FrameHeaderEncoder frame = new FrameHeaderEncoder();
    private final QuoteEntryEncoder entry = new QuoteEntryEncoder();
    private long position;
    private long baseTimeNs;
    private int entries;

    FloorAgent(Subscription subscription, List<SocketChannel> sockets, int fragmentLimit) {
        this.subscription = subscription;
        this.sockets = sockets;
        this.fragmentLimit = fragmentLimit;
        bytes = BufferUtil.allocateDirectAligned(headroomBytes + HEADER_BYTES + fragmentLimit * ENTRY_BYTES, 64);
        buffer = new UnsafeBuffer(bytes);
    }

    @Override
    public int doWork() throws IOException {
        entries = 0;
        final int fragments = subscription.poll(this, fragmentLimit);
        if (entries > 0) {
            send();
        }
        return fragments;
    }

    @Override
    public void onFragment(DirectBuffer source, int offset, int length, Header aeronHeader) {
        if (feedHeader.wrap(source, offset).templateId() != QuoteDecoder.TEMPLATE_ID) {
            return;
        }
        quote.wrapAndApplyHeader(source, offset, feedHeader);
        final long timeNs = quote.eventTime();
        if (entries == 0) {
            baseTimeNs = timeNs;
        }
        entry.wrapAndApplyHeader(buffer, headroomBytes + HEADER_BYTES + entries * ENTRY_BYTES, header)
            .instrumentId(quote.instrumentId()).time(timeNs & LOW_32_BITS)
            .bidPrice(quote.bidPrice()).askPrice(quote.askPrice())
            .bidSize(quote.bidSize()).askSize(quote.askSize());
        entries++;
    }

    private void send() throws IOException {
        final int length = HEADER_BYTES + entries * ENTRY_BYTES;
        frame.wrapAndApplyHeader(buffer, headroomBytes, header).from(position).through(position + entries)
            .baseTime(baseTimeNs).entryCount(entries).reserved((short) 0).flags().clear().live(true);
        position += entries;
        final int start = framing.putBefore(buffer, headroomBytes, length);
        for (int i = 0; i < sockets.size(); i++) {
            bytes.limit(headroomBytes + length).position(start);
            while (bytes.hasRemaining()) {
                sockets.get(i).write(bytes);
            }
        }
    }

    @Override
    public void onClose() {
        subscription.close();
    }

    @Override
    public String roleName() {
        return "floor";
    }
}
