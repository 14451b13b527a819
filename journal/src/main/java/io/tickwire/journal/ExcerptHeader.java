package io.tickwire.journal;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Flyweight over the first 64 bytes of an excerpt; the slots follow. Little-endian. Owned by one thread.
 * {@code docs/journal-format.md} has the table.
 */
final class ExcerptHeader {
    static final int LENGTH = 64;
    static final int COUNT_LIMIT = 4096;
    static final byte TICKS = 1;
    static final byte CHECKPOINT = 2;
    static final byte VERSION = 1;
    /** Of a checkpoint: nothing of it comes before. */
    static final int FIRST_PART = 1;
    /** Of a checkpoint: nothing of it follows. */
    static final int LAST_PART = 2;

    private static final int MAGIC = 0x314A_5754;
    private static final int FLAGS = 2;
    private static final int COUNT = 4;
    private static final int FIRST_SEQUENCE = 8;
    private static final int FIRST_TIME = 16;
    private static final int LAST_TIME = 24;
    private static final int CHECKPOINT_POSITION = 32;
    private static final int EPOCH = 40;
    private static final int SLOTS_CRC = 48;
    private static final int INDEX = 52;
    private static final int MAGIC_OFFSET = 56;
    private static final int HEADER_CRC = 60;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final byte[] image = new byte[HEADER_CRC];
    private final CRC32C crc = new CRC32C();

    ExcerptHeader wrap(DirectBuffer source, int offset) {
        buffer.wrap(source, offset, LENGTH);
        return this;
    }

    ExcerptHeader wrap(long address) {
        buffer.wrap(address, LENGTH);
        return this;
    }

    boolean isValid() {
        return getInt(MAGIC_OFFSET) == MAGIC && getInt(HEADER_CRC) == computeCrc() && buffer.getByte(1) == VERSION
            && (type() == TICKS && count() > 0 || type() == CHECKPOINT && count() >= 0) && count() <= COUNT_LIMIT;
    }

    /** All but what {@link #seal} puts; {@code flags} and {@code index} mean different things for each type. */
    void put(byte type, int flags, int index, int count, long firstSequence, long checkpointPosition, long epoch) {
        buffer.putByte(0, type);
        buffer.putByte(1, VERSION);
        buffer.putShort(FLAGS, (short) flags, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(INDEX, index, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(COUNT, count, ByteOrder.LITTLE_ENDIAN);
        putLong(FIRST_SEQUENCE, firstSequence);
        putLong(CHECKPOINT_POSITION, checkpointPosition);
        putLong(EPOCH, epoch);
        buffer.putInt(MAGIC_OFFSET, MAGIC, ByteOrder.LITTLE_ENDIAN);
    }

    void seal(long firstTimeNs, long lastTimeNs, int slotsCrc) {
        putLong(FIRST_TIME, firstTimeNs);
        putLong(LAST_TIME, lastTimeNs);
        buffer.putInt(SLOTS_CRC, slotsCrc, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(HEADER_CRC, computeCrc(), ByteOrder.LITTLE_ENDIAN);
    }

    byte type() {
        return buffer.getByte(0);
    }

    boolean isPart(int flag) {
        return (buffer.getShort(FLAGS, ByteOrder.LITTLE_ENDIAN) & flag) != 0;
    }

    int count() {
        return getInt(COUNT);
    }

    /** Of a checkpoint: the sequence number of the tick that comes next. */
    long firstSequence() {
        return getLong(FIRST_SEQUENCE);
    }

    /** Sequence number of the last tick of a TICKS excerpt. */
    long lastSequence() {
        return firstSequence() + count() - 1;
    }

    long firstTimeNs() {
        return getLong(FIRST_TIME);
    }

    long lastTimeNs() {
        return getLong(LAST_TIME);
    }

    /** Where the last complete checkpoint of the same file starts, 0 if there was none. */
    long checkpointPosition() {
        return getLong(CHECKPOINT_POSITION);
    }

    /** Of TICKS: which instruments are in it, as {@link io.tickwire.core.tick.TickFilter} reads it; 0: not known. */
    int mask() {
        return getInt(INDEX);
    }

    /** Of a checkpoint: how many definitions were journaled before, as an int that may wrap. */
    int definitionCount() {
        return getInt(INDEX);
    }

    /** Of TICKS with a mask: whether as many definitions came before it as were seen, as far as 16 bits tell. */
    boolean isAfterDefinitions(int definitionCount) {
        return (short) definitionCount == buffer.getShort(FLAGS, ByteOrder.LITTLE_ENDIAN);
    }

    int slotsCrc() {
        return getInt(SLOTS_CRC);
    }

    private int computeCrc() {
        buffer.getBytes(0, image);
        crc.reset();
        crc.update(image, 0, image.length);
        return (int) crc.getValue();
    }

    private int getInt(int offset) {
        return buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
    }

    private long getLong(int offset) {
        return buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
    }

    private void putLong(int offset, long value) {
        buffer.putLong(offset, value, ByteOrder.LITTLE_ENDIAN);
    }
}
