package io.tickwire.gateway;

import io.tickwire.config.DeflateConfig;
import org.agrona.concurrent.status.AtomicCounter;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * Compresses a frame once for all subscribers that get it one after the other (RFC 7692 section 7.2.1). Each frame
 * stands for itself, so that the bytes are the same for all. Owner thread only; allocates nothing once its buffer has
 * grown to the largest frame.
 */
final class SharedDeflate implements AutoCloseable {
    private static final int LEVEL = 1;
    private static final int TAIL_BYTES = 4;
    private static final int INITIAL_BYTES = 4_096;

    private final int thresholdBytes;
    private final AtomicCounter frames;
    /** Null until a client needs it: it has 256 KiB. */
    private Deflater deflater;
    private ByteBuffer target = ByteBuffer.allocateDirect(INITIAL_BYTES);
    private long lastNumber;
    private boolean isLastSmaller;

    /**
     * Make one.
     *
     * @param config from which size on
     * @param frames counts the frames that were compressed
     */
    SharedDeflate(DeflateConfig config, AtomicCounter frames) {
        this.thresholdBytes = config.thresholdBytes();
        this.frames = frames;
    }

    /**
     * What to send for a frame.
     *
     * @param frame finished by {@link WebSocketFraming}; left as it is
     * @return the frame itself if it is below the threshold or would not get smaller; else compressed, until the next
     *     call
     */
    ByteBuffer smallest(ByteBuffer frame) {
        final int payloadStart = WebSocketFraming.payloadStart(frame);
        if (frame.limit() - payloadStart < thresholdBytes) {
            return frame;
        }
        final long number = WebSocketFraming.frameNumber(frame);
        if (number != lastNumber) {
            isLastSmaller = compress(frame, payloadStart);
            lastNumber = number;
        }
        return isLastSmaller ? target : frame;
    }

    private boolean compress(ByteBuffer frame, int payloadStart) {
        final int start = frame.position();
        final int length = frame.limit() - payloadStart;
        if (target.capacity() < WebSocketFraming.LONG_HEADER + length) {
            target = ByteBuffer.allocateDirect(WebSocketFraming.LONG_HEADER + 2 * length);
        }
        if (deflater == null) {
            deflater = new Deflater(LEVEL, true);
        }
        // No more room than the frame takes as it is.
        target.clear().limit(WebSocketFraming.LONG_HEADER + length).position(WebSocketFraming.LONG_HEADER);
        deflater.setInput(frame.position(payloadStart));
        deflater.deflate(target, Deflater.SYNC_FLUSH);
        deflater.reset();
        frame.position(start);
        frames.increment();
        if (!target.hasRemaining()) {
            return false;
        }
        target.limit(target.position() - TAIL_BYTES);
        WebSocketFraming.putDeflatedHeader(target);
        return true;
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
    }
}
