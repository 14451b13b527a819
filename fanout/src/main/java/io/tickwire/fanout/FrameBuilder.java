package io.tickwire.fanout;

import io.tickwire.core.stream.BaseTimeEntryEncoder;
import io.tickwire.core.stream.FrameHeaderEncoder;
import io.tickwire.core.stream.MessageHeaderEncoder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;

/**
 * Builds one frame in a direct buffer that grows up to the frame limit and is then used again and again. Fan-out
 * thread only.
 */
final class FrameBuilder {
    /** Most bytes that one tick adds: a base time entry and the longest entry. */
    static final int TICK_LENGTH_LIMIT =
        MessageHeaderEncoder.ENCODED_LENGTH + BaseTimeEntryEncoder.BLOCK_LENGTH + EntryEncoder.LENGTH_LIMIT;

    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + FrameHeaderEncoder.BLOCK_LENGTH;
    private static final int BASE_TIME_LENGTH =
        MessageHeaderEncoder.ENCODED_LENGTH + BaseTimeEntryEncoder.BLOCK_LENGTH;
    private static final long BASE_TIME_REACH_NS = 2_000_000_000L;
    private static final int ENTRY_COUNT_LIMIT = 65_535 - 1;
    private static final int INITIAL_LENGTH = 2_048;
    private static final int CACHE_LINE = 64;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FrameHeaderEncoder frameHeader = new FrameHeaderEncoder();
    private final BaseTimeEntryEncoder baseTimeEntry = new BaseTimeEntryEncoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final FrameEnvelope envelope;
    private final int start;
    private final int frameLimitBytes;
    private ByteBuffer bytes;
    private int length;
    private int entryCount;
    private int tickCount;
    private long from;
    private long through;
    /** How the bytes are marked now; null before they are complete. */
    private FrameFlag completeAs;
    private long firstBaseTimeNs;
    private long baseTimeNs;

    FrameBuilder(FrameEnvelope envelope, int frameLimitBytes) {
        this.envelope = envelope;
        this.start = envelope.headroomBytes();
        this.frameLimitBytes = frameLimitBytes;
        allocate(Math.min(INITIAL_LENGTH, frameLimitBytes));
    }

    private void allocate(int frameBytes) {
        final ByteBuffer larger = BufferUtil.allocateDirectAligned(start + frameBytes, CACHE_LINE);
        if (bytes != null) {
            larger.put(0, bytes, 0, start + length);
        }
        bytes = larger;
        buffer.wrap(bytes);
    }

    /**
     * Start a frame.
     *
     * @param fromPosition the frame covers what comes after this
     */
    void begin(long fromPosition) {
        bytes.clear();
        from = fromPosition;
        length = HEADER_LENGTH;
        entryCount = 0;
        tickCount = 0;
        completeAs = null;
    }

    /**
     * How many more ticks fit for sure.
     *
     * @return 0 or more
     */
    int roomForTicks() {
        return Math.min((frameLimitBytes - length) / TICK_LENGTH_LIMIT, (ENTRY_COUNT_LIMIT - entryCount) / 2);
    }

    /**
     * Add an entry, before the frame is completed. The caller has asked {@link #roomForTicks} before.
     *
     * @param entry the encoded tick
     */
    void append(EntryEncoder entry) {
        if (start + length + TICK_LENGTH_LIMIT > bytes.capacity()) {
            allocate(Math.min(frameLimitBytes, 2 * (length + TICK_LENGTH_LIMIT)));
        }
        final long timeNs = entry.timeNs();
        if (entryCount == 0) {
            firstBaseTimeNs = timeNs;
            baseTimeNs = timeNs;
        } else if (Math.abs(timeNs - baseTimeNs) >= BASE_TIME_REACH_NS) {
            baseTimeEntry.wrapAndApplyHeader(buffer, start + length, header).baseTime(timeNs);
            baseTimeNs = timeNs;
            length += BASE_TIME_LENGTH;
            entryCount++;
        }
        buffer.putBytes(start + length, entry.buffer(), 0, entry.length());
        length += entry.length();
        entryCount++;
        tickCount++;
    }

    /**
     * Say up to where the frame covers, if it is to be completed later.
     *
     * @param throughPosition the frame covers up to and with this
     */
    void covers(long throughPosition) {
        through = throughPosition;
    }

    /**
     * Complete the frame. One with entries that was completed the same way before keeps its bytes, and its envelope.
     *
     * @param throughPosition the frame covers up to and with this
     * @param flags           one of {@link FrameFlag}
     * @param nowNs           base time of a frame without entries
     * @return the bytes with their envelope, from position to limit
     */
    ByteBuffer finish(long throughPosition, FrameFlag flags, long nowNs) {
        if (completeAs == flags && through == throughPosition && entryCount > 0) {
            return bytes;
        }
        completeAs = flags;
        through = throughPosition;
        frameHeader.wrapAndApplyHeader(buffer, start, header)
            .from(from).through(throughPosition)
            .baseTime(entryCount == 0 ? nowNs : firstBaseTimeNs)
            .entryCount(entryCount).reserved((short) 0)
            .flags().clear()
            .snapshot(flags == FrameFlag.SNAPSHOT)
            .replay(flags == FrameFlag.REPLAY || flags == FrameFlag.CONFLATED_REPLAY)
            .live(flags == FrameFlag.LIVE || flags == FrameFlag.CONFLATED)
            .conflated(flags == FrameFlag.CONFLATED || flags == FrameFlag.CONFLATED_REPLAY);
        final int envelopeStart = envelope.putBefore(buffer, start, length);
        return bytes.limit(start + length).position(envelopeStart);
    }

    long from() {
        return from;
    }

    long through() {
        return through;
    }

    int tickCount() {
        return tickCount;
    }

    boolean isEmpty() {
        return entryCount == 0;
    }
}
