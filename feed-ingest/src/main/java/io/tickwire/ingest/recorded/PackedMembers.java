package io.tickwire.ingest.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a file that is a row of members, each with a header, deflated data (RFC 1951) and a checksum. Where a member
 * is damaged, everything before the damage is handed out, and the next member is looked for. The JDK's own streams do
 * neither, and take a damaged header for the end. One thread.
 */
abstract class PackedMembers implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 14;

    private final InputStream in;
    private final byte[] magic;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private int start;
    private int end;
    private long bufferOffset;
    private boolean isOpen;
    private boolean isFound;
    private boolean isStored;
    private long storedLeft;

    /**
     * Read from the start.
     *
     * @param in    closed with this object
     * @param magic with which each member begins
     */
    PackedMembers(InputStream in, byte[] magic) {
        this.in = in;
        this.magic = magic;
    }

    /** Read a header, after the magic. False if it is none. */
    abstract boolean readHeader() throws IOException;

    /** Read what follows the data of a member. False if it does not agree with the data. */
    abstract boolean isTrailerGood(long dataChecksum, long dataLength) throws IOException;

    /** Whether no member can follow here, where none begins. */
    abstract boolean isEnd() throws IOException;

    /**
     * Go to the next member, over what was not read of the one before.
     *
     * @return false if there is none
     * @throws DamagedPackException if there is something else between them
     */
    final boolean nextMember() throws IOException {
        final byte[] unread = new byte[isOpen ? BUFFER_BYTES : 0];
        while (isOpen) {
            read(unread, 0, unread.length);
        }
        if (!isFound) {
            if (!has(1) || !startsWith(magic) && isEnd()) {
                return false;
            }
            final long offset = offset();
            if (!isHeader()) {
                throw damage("at byte " + offset + " begins no member of a packed file", offset);
            }
        }
        isFound = false;
        isOpen = true;
        isStored = storedLeft >= 0;
        inflater.reset();
        checksum.reset();
        return true;
    }

    /**
     * Read the member.
     *
     * @param length 1 or more
     * @return how many bytes, 1 or more; -1 at its end
     * @throws DamagedPackException if it is damaged after what was read; then it is at its end
     */
    final int read(byte[] target, int offset, int length) throws IOException {
        while (isOpen) {
            final boolean isToBeRead = isStored ? storedLeft > 0 : inflater.needsInput();
            if (isToBeRead && !has(1)) {
                isOpen = false;
                throw new DamagedPackException("it breaks off in the middle of packed data");
            }
            final int count = isStored ? copy(target, offset, length) : inflate(target, offset, length);
            if (count > 0) {
                checksum.update(target, offset, count);
                return count;
            }
            if (isStored || inflater.finished()) {
                isOpen = false;
                if (!isTrailerGood(checksum.getValue(), inflater.getBytesWritten())) {
                    throw new DamagedPackException("the checksum of packed data is wrong: something before is damaged");
                }
            }
        }
        return -1;
    }

    private int copy(byte[] target, int offset, int length) {
        final int count = (int) Math.min(storedLeft, Math.min(length, end - start));
        System.arraycopy(buffer, start, target, offset, count);
        start += count;
        storedLeft -= count;
        return count;
    }

    /** What the inflater has made before it meets the damage counts; it meets it again in the next call. */
    private int inflate(byte[] target, int offset, int length) throws IOException {
        if (inflater.needsInput()) {
            inflater.setInput(buffer, start, end - start);
        }
        final long before = inflater.getBytesWritten();
        int count = 0;
        DataFormatException damaged = null;
        try {
            count = inflater.inflate(target, offset, length);
        } catch (final DataFormatException e) {
            count = (int) (inflater.getBytesWritten() - before);
            damaged = e;
        }
        start = end - inflater.getRemaining();
        if (count == 0 && damaged != null) {
            isOpen = false;
            throw damage("packed data is damaged (" + damaged.getMessage() + ")", offset());
        }
        return count;
    }

    /** Look for the next header, and tell what is lost up to there. */
    private DamagedPackException damage(String what, long from) throws IOException {
        while (!isFound && has(magic.length)) {
            if (startsWith(magic)) {
                isFound = isHeader();
            } else {
                start++;
            }
        }
        if (!isFound) {
            start = end;
        }
        return new DamagedPackException(what + "; packed bytes " + from + " to "
            + (isFound ? "the next member" : offset()) + " are lost");
    }

    private boolean isHeader() throws IOException {
        storedLeft = -1;
        final boolean begins = startsWith(magic);
        start = Math.min(end, start + (begins ? magic.length : 1));
        return begins && readHeader();
    }

    /** A header says that the member is not packed. */
    final void stored(long length) {
        storedLeft = length;
    }

    final boolean startsWith(byte[] bytes) throws IOException {
        if (!has(bytes.length)) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (buffer[start + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** The next byte, 0 to 255; -1 at the end. */
    final int nextByte() throws IOException {
        return has(1) ? buffer[start++] & 0xFF : -1;
    }

    /** The next bytes as one number, little-endian; -1 if the file ends before. */
    final long nextNumber(int bytes) throws IOException {
        if (!has(bytes)) {
            start = end;
            return -1;
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (buffer[start++] & 0xFFL) << i * Byte.SIZE;
        }
        return value;
    }

    /** Whether so many bytes are left. */
    final boolean has(int bytes) throws IOException {
        while (end - start < bytes) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            bufferOffset += start;
            end -= start;
            start = 0;
            final int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                return false;
            }
            end += count;
        }
        return true;
    }

    /** Where the next packed byte is in the file. */
    private long offset() {
        return bufferOffset + start;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
