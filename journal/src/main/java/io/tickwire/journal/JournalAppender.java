package io.tickwire.journal;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickFilter;
import io.tickwire.core.tick.TickHandler;
import io.tickwire.core.tick.TickRing;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * Writes excerpts: batches of ticks out of the ring's memory, and a checkpoint before the first batch of each file
 * and again every {@value #CHECKPOINT_INTERVAL} ticks, so that a start never has more than that to read. The journal's
 * thread only. Allocates when a file starts, and where Chronicle Queue maps the next block of a file.
 */
final class JournalAppender {
    /** Most ticks between two checkpoints, unless a checkpoint itself is large. */
    static final int CHECKPOINT_INTERVAL = 1 << 20;

    private static final int CHECKPOINT_SHARE = 16;
    private static final int RECEIVE_TIME_OFFSET = 8;

    private final JournalFiles files;
    private final JournalClock clock;
    private final JournalState state;
    private final int batchLimit;
    private final long epoch;
    private final ExcerptHeader header = new ExcerptHeader();
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
    private final Tick view = new Tick();
    private final CRC32C crc = new CRC32C();
    /** Kept, since a method reference is a new object wherever it stands. */
    private final TickHandler checkpointSlot = this::addSlot;
    private final ByteBuffer partBytes;
    private final UnsafeBuffer part;
    private int cycle;
    private long checkpointPosition;
    private int checkpointCycle;
    private long nextSequence;
    private long endPosition;
    private long ticksSinceCheckpoint;
    private int checkpointSlots;
    private int partSlots;
    private boolean isFirstPart;
    private long firstPartPosition;
    private int excerpts;
    private long bytes;

    JournalAppender(JournalFiles files, JournalClock clock, TailRecovery tail, int batchLimit, long epoch) {
        this.files = files;
        this.clock = clock;
        this.state = tail.state();
        this.batchLimit = batchLimit;
        this.epoch = epoch;
        this.checkpointPosition = tail.checkpointPosition();
        this.checkpointCycle = files.cycle();
        this.nextSequence = tail.lastSequence() + 1;
        this.partBytes = ByteBuffer.allocateDirect(batchLimit * Tick.LENGTH);
        this.part = new UnsafeBuffer(partBytes);
    }

    /** Append ticks that the ring's writer can't touch. {@code slots} is a view of the ring's memory. */
    void append(TickRing ring, ByteBuffer slots, long first, int count) {
        if (first != nextSequence) {
            throw new JournalException("tick " + nextSequence + " should be journaled next, not " + first);
        }
        final UnsafeBuffer source = ring.buffer();
        final long firstTimeNs = timeNs(source, ring.offset(first));
        final long lastTimeNs = timeNs(source, ring.offset(first + count - 1));
        clock.advanceTo(TimeUnit.NANOSECONDS.toMillis(firstTimeNs));
        cycle = files.cycleNow();
        if (cycle != checkpointCycle || checkpointPosition == 0
            || ticksSinceCheckpoint > Math.max(CHECKPOINT_INTERVAL, CHECKPOINT_SHARE * (long) checkpointSlots)) {
            appendCheckpoint();
        }
        final int offset = ring.offset(first);
        final int head = Math.min(count * Tick.LENGTH, source.capacity() - offset);
        final int tail = count * Tick.LENGTH - head;
        crc.reset();
        crc.update(slots.limit(offset + head).position(offset));
        crc.update(slots.limit(tail).position(0));
        final DocumentContext context =
            begin(ExcerptHeader.TICKS, state.definitionCount(), mask(source, ring, first, count), count, first);
        try {
            target.putBytes(ExcerptHeader.LENGTH, source, offset, head);
            target.putBytes(ExcerptHeader.LENGTH + head, source, 0, tail);
            end(context, firstTimeNs, lastTimeNs);
        } catch (final Throwable e) {
            context.rollbackOnClose();
            throw e;
        } finally {
            context.close();
        }
        nextSequence += count;
        ticksSinceCheckpoint += count;
        for (int i = 0; i < count; i++) {
            state.onTick(view.wrap(source, ring.offset(first + i)));
        }
    }

    private static int mask(DirectBuffer source, TickRing ring, long first, int count) {
        int mask = 0;
        for (int i = 0; i < count; i++) {
            mask |= TickFilter.maskOf(source, ring.offset(first + i));
        }
        return mask;
    }

    /** Ticks that are not journaled: only what the next checkpoint must know is kept of them. */
    void skip(TickRing ring, long first, int count) {
        nextSequence = first + count;
        for (int i = 0; i < count; i++) {
            state.onTick(view.wrap(ring.buffer(), ring.offset(first + i)));
        }
    }

    /** Go on in another file, after the last one failed; the next excerpt is a checkpoint. */
    void beginAnew() {
        checkpointPosition = 0;
        endPosition = 0;
    }

    private void appendCheckpoint() {
        if (cycle != checkpointCycle) {
            checkpointPosition = 0;
        }
        isFirstPart = true;
        partSlots = 0;
        checkpointSlots = 0;
        state.forEach(checkpointSlot);
        writePart(ExcerptHeader.LAST_PART);
        checkpointPosition = firstPartPosition;
        checkpointCycle = cycle;
        ticksSinceCheckpoint = 0;
    }

    private void addSlot(Tick tick) {
        if (partSlots == batchLimit) {
            writePart(0);
        }
        tick.copyTo(part, partSlots++ * Tick.LENGTH);
        checkpointSlots++;
    }

    private void writePart(int flags) {
        final int length = partSlots * Tick.LENGTH;
        crc.reset();
        crc.update(partBytes.limit(length).position(0));
        final int allFlags = flags | (isFirstPart ? ExcerptHeader.FIRST_PART : 0);
        final DocumentContext context = begin(ExcerptHeader.CHECKPOINT, allFlags, state.definitionCount(), partSlots,
            nextSequence);
        try {
            target.putBytes(ExcerptHeader.LENGTH, part, 0, length);
            final long timeNs = TimeUnit.MILLISECONDS.toNanos(clock.currentTimeMillis());
            end(context, timeNs, timeNs);
        } catch (final Throwable e) {
            context.rollbackOnClose();
            throw e;
        } finally {
            context.close();
        }
        isFirstPart = false;
        partSlots = 0;
    }

    private DocumentContext begin(byte type, int flags, int index, int count, long first) {
        final DocumentContext context = files.appender(cycle, endPosition).writingDocument();
        final Bytes<?> document = context.wire().bytes();
        final long position = document.writePosition();
        target.wrap(document.addressForWrite(position), ExcerptHeader.LENGTH + count * Tick.LENGTH);
        endPosition = position + target.capacity();
        if (isFirstPart && type == ExcerptHeader.CHECKPOINT) {
            firstPartPosition = position - Integer.BYTES;
        }
        header.wrap(target, 0);
        header.put(type, flags, index, count, first, checkpointPosition, epoch);
        return context;
    }

    private void end(DocumentContext context, long firstTimeNs, long lastTimeNs) {
        header.seal(firstTimeNs, lastTimeNs, (int) crc.getValue());
        context.wire().bytes().writeSkip(target.capacity());
        excerpts++;
        bytes += target.capacity() + Integer.BYTES;
    }

    private static long timeNs(DirectBuffer source, int offset) {
        return source.getLong(offset + RECEIVE_TIME_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** The roll cycle of the last checkpoint, and so of the last excerpt. */
    int cycle() {
        return checkpointCycle;
    }

    /** Where the last excerpt ends in its file. */
    long endPosition() {
        return endPosition;
    }

    /** The address of that byte for this thread. */
    long endAddress() {
        return target.addressOffset() + target.capacity();
    }

    /** Excerpts since the last call. */
    int takeExcerpts() {
        final int taken = excerpts;
        excerpts = 0;
        return taken;
    }

    /** Bytes since the last call. */
    long takeBytes() {
        final long taken = bytes;
        bytes = 0;
        return taken;
    }
}
