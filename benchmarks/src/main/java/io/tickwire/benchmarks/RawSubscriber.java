package io.tickwire.benchmarks;

import io.tickwire.benchmarks.load.RawWebSocket;
import io.tickwire.core.stream.FrameHeaderDecoder;
import io.tickwire.core.stream.MessageHeaderDecoder;
import io.tickwire.core.stream.QuoteEntryDecoder;
import io.tickwire.core.stream.WideTradeEntryDecoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A subscriber to a tickwire server that checks coverage and counts ticks. One thread. */
final class RawSubscriber extends RawWebSocket {
    private static final byte[] NOTHING = {};
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int FRAME_HEADER_LENGTH =
        MessageHeaderDecoder.ENCODED_LENGTH + FrameHeaderDecoder.BLOCK_LENGTH;

    /** Gets each tick's time. */
    interface TickListener {
        void onTick(long eventTimeNs);
    }

    private final FrameHeaderDecoder frame = new FrameHeaderDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TickListener listener;
    private long through = -1;
    private long ticks;
    private long frames;

    /**
     * Connect and subscribe; returns once the server has taken the handshake.
     *
     * @param port     of the server on the loopback address
     * @param request  the subscribe request
     * @param listener gets each tick's time
     * @throws IOException if the connection fails
     */
    RawSubscriber(int port, String request, TickListener listener) throws IOException {
        super(port, "/", "tickwire.v1", BUFFER_BYTES);
        this.listener = listener;
        send(TEXT, request.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void onMessage(int opcode, UnsafeBuffer buffer, int offset, int length) throws IOException {
        if (opcode == BINARY) {
            onFrame(buffer, offset, length);
        } else if (opcode == PING) {
            // Or it would be closed for its silence.
            send(PONG, NOTHING);
        }
    }

    private void onFrame(UnsafeBuffer buffer, int offset, int length) throws IOException {
        frame.wrapAndApplyHeader(buffer, offset, header);
        if (through >= 0 && frame.from() != through) {
            throw new IOException("gap: after " + through + " came a frame from " + frame.from());
        }
        through = frame.through();
        frames++;
        final long baseTimeNs = frame.baseTime();
        int at = offset + FRAME_HEADER_LENGTH;
        while (at < offset + length) {
            final int blockLength = buffer.getByte(at) & 0xFF;
            final int template = buffer.getByte(at + 1);
            if (template >= QuoteEntryDecoder.TEMPLATE_ID && template <= WideTradeEntryDecoder.TEMPLATE_ID
                && !frame.flags().snapshot()) {
                ticks++;
                listener.onTick(baseTimeNs + (buffer.getInt(at + 8) - (int) baseTimeNs));
            }
            at += MessageHeaderDecoder.ENCODED_LENGTH + blockLength;
        }
    }

    /** Position after the last frame; -1 before the first. */
    long through() {
        return through;
    }

    /** Quotes and trades received, without snapshots. */
    long ticks() {
        return ticks;
    }

    /** Frames received. */
    long frames() {
        return frames;
    }
}
