package io.tickwire.ingest.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The entries of a zip file (PKWARE's APPNOTE, 4.3), read from the front: the directory at its end is not needed, so
 * that a file that was cut can be read.
 */
final class ZipMembers extends PackedMembers {
    private static final byte[] MAGIC = {'P', 'K', 3, 4};
    private static final byte[] DIRECTORY = {'P', 'K', 1, 2};
    private static final byte[] END_OF_DIRECTORY = {'P', 'K', 5, 6};
    private static final byte[] DESCRIPTOR = {'P', 'K', 7, 8};
    private static final int FLAG_ENCRYPTED = 1;
    private static final int FLAG_SIZES_FOLLOW = 8;
    private static final int METHOD_STORED = 0;
    private static final int METHOD_DEFLATE = 8;
    private static final int NAME_LIMIT_BYTES = 1 << 12;

    private String name;
    private boolean isTrailed;
    private long expectedChecksum;

    ZipMembers(InputStream in) {
        super(in, MAGIC);
    }

    static boolean isZip(byte[] head) {
        return head.length > MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Name of the entry, with its folder. */
    String name() {
        return name;
    }

    @Override
    boolean readHeader() throws IOException {
        nextNumber(Short.BYTES);
        final long flags = nextNumber(Short.BYTES);
        final long method = nextNumber(Short.BYTES);
        nextNumber(Integer.BYTES);
        expectedChecksum = nextNumber(Integer.BYTES);
        final long packedLength = nextNumber(Integer.BYTES);
        nextNumber(Integer.BYTES);
        final long nameLength = nextNumber(Short.BYTES);
        final long extraLength = nextNumber(Short.BYTES);
        isTrailed = (flags & FLAG_SIZES_FOLLOW) != 0;
        final boolean isStored = method == METHOD_STORED && !isTrailed;
        if (extraLength < 0 || (flags & FLAG_ENCRYPTED) != 0 || !isStored && method != METHOD_DEFLATE
            || nameLength > NAME_LIMIT_BYTES || !has((int) nameLength)) {
            return false;
        }
        final byte[] text = new byte[(int) nameLength];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) nextByte();
        }
        name = new String(text, StandardCharsets.ISO_8859_1);
        for (long i = 0; i < extraLength; i++) {
            nextByte();
        }
        if (isStored) {
            stored(packedLength);
        }
        return true;
    }

    @Override
    boolean isTrailerGood(long dataChecksum, long dataLength) throws IOException {
        if (!isTrailed) {
            return dataChecksum == expectedChecksum;
        }
        if (startsWith(DESCRIPTOR)) {
            nextNumber(Integer.BYTES);
        }
        final boolean isGood = nextNumber(Integer.BYTES) == dataChecksum;
        nextNumber(Long.BYTES);
        if (!startsWith(MAGIC) && !isEnd()) {
            // The sizes of zip64 are twice as long.
            nextNumber(Long.BYTES);
        }
        return isGood;
    }

    @Override
    boolean isEnd() throws IOException {
        return startsWith(DIRECTORY) || startsWith(END_OF_DIRECTORY);
    }

    /** The present entry as a stream. */
    InputStream entry() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                final byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return ZipMembers.this.read(target, offset, length);
            }
        };
    }
}
