package io.tickwire.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The bytes of {@link MetaFile}, version 2. {@code docs/journal-format.md} has the table. Version 1 is read as a run
 * that may have ended anyhow on a machine that is not known.
 */
final class MetaContent {
    static final int LENGTH = 128;
    /** Ticks were given out that the journal does not hold. */
    static final int INTERRUPTED = 1;
    /** A server has the journal, or had it and did not end it. */
    static final int RUNNING = 2;
    /** In that run ticks could be given out before the journal held them. */
    static final int FANOUT_FIRST = 4;

    private static final int MAGIC = 0x4D4A_5754;
    private static final int VERSION = 2;
    private static final int VERSION_OFFSET = 4;
    private static final int EPOCH_OFFSET = 8;
    private static final int ROLL_CYCLE_OFFSET = 16;
    private static final int TEXT_LENGTH = 40;
    private static final int FLAGS_OFFSET = 56;
    private static final int BOOT_ID_OFFSET = 64;
    private static final int CRC_LENGTH = Integer.BYTES;
    private static final int VERSION_1_LENGTH = 64;

    private final ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);

    MetaContent(String rollCycle) {
        bytes.putInt(0, MAGIC).putInt(VERSION_OFFSET, VERSION);
        putText(ROLL_CYCLE_OFFSET, rollCycle);
    }

    /** Read what {@code path} holds. */
    static MetaContent parse(byte[] source, Path path) {
        final ByteBuffer read = ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN);
        if (source.length < VERSION_1_LENGTH || read.getInt(0) != MAGIC) {
            throw damaged(path);
        }
        final int version = read.getInt(VERSION_OFFSET);
        if (version != 1 && version != VERSION) {
            throw new JournalException(path + " has format version " + version + ", this server knows 1 and "
                + VERSION);
        }
        final int length = version == 1 ? VERSION_1_LENGTH : LENGTH;
        if (source.length != length || read.getInt(length - CRC_LENGTH) != crc(source, length - CRC_LENGTH)) {
            throw damaged(path);
        }
        final MetaContent content = new MetaContent(text(source, ROLL_CYCLE_OFFSET));
        content.epoch(read.getLong(EPOCH_OFFSET));
        content.flags(version == 1 ? read.getInt(FLAGS_OFFSET) | RUNNING : read.getInt(FLAGS_OFFSET));
        content.bootId(version == 1 ? BootId.UNKNOWN : text(source, BOOT_ID_OFFSET));
        return content;
    }

    private static JournalException damaged(Path path) {
        return new JournalException(path + " is damaged or no journal's; restore it from a copy");
    }

    long epoch() {
        return bytes.getLong(EPOCH_OFFSET);
    }

    void epoch(long epoch) {
        bytes.putLong(EPOCH_OFFSET, epoch);
    }

    String rollCycle() {
        return text(bytes.array(), ROLL_CYCLE_OFFSET);
    }

    boolean is(int flag) {
        return (bytes.getInt(FLAGS_OFFSET) & flag) != 0;
    }

    int flags() {
        return bytes.getInt(FLAGS_OFFSET);
    }

    void flags(int flags) {
        bytes.putInt(FLAGS_OFFSET, flags);
    }

    String bootId() {
        return text(bytes.array(), BOOT_ID_OFFSET);
    }

    void bootId(String bootId) {
        putText(BOOT_ID_OFFSET, bootId);
    }

    /** All bytes, with their checksum. */
    ByteBuffer sealed() {
        bytes.putInt(LENGTH - CRC_LENGTH, crc(bytes.array(), LENGTH - CRC_LENGTH));
        return bytes.duplicate().clear();
    }

    private void putText(int offset, String text) {
        final byte[] padded = new byte[TEXT_LENGTH];
        final byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, padded, 0, ascii.length);
        bytes.put(offset, padded);
    }

    private static String text(byte[] source, int offset) {
        return new String(source, offset, TEXT_LENGTH, StandardCharsets.US_ASCII).trim();
    }

    private static int crc(byte[] source, int length) {
        final CRC32C crc = new CRC32C();
        crc.update(source, 0, length);
        return (int) crc.getValue();
    }
}
