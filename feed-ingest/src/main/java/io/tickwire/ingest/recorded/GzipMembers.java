package io.tickwire.ingest.recorded;

import java.io.IOException;
import java.io.InputStream;

/** The members of a gzip file (RFC 1952), of which recorders that append to a file make more than one. */
final class GzipMembers extends PackedMembers {
    private static final byte[] MAGIC = {0x1F, (byte) 0x8B, 8};
    private static final byte[] ZERO = {0};
    private static final int FLAG_HEADER_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAG_LIMIT = 31;
    private static final int TIME_AND_SYSTEM_BYTES = 6;

    GzipMembers(InputStream in) {
        super(in, MAGIC);
    }

    static boolean isGzip(byte[] head) {
        return head.length >= 2 && head[0] == MAGIC[0] && head[1] == MAGIC[1];
    }

    @Override
    boolean readHeader() throws IOException {
        final int flags = nextByte();
        if (flags < 0 || flags > FLAG_LIMIT || nextNumber(TIME_AND_SYSTEM_BYTES) < 0) {
            return false;
        }
        boolean isWhole = true;
        if ((flags & FLAG_EXTRA) != 0) {
            final long length = nextNumber(Short.BYTES);
            isWhole = length >= 0;
            for (long i = 0; isWhole && i < length; i++) {
                isWhole = nextByte() >= 0;
            }
        }
        isWhole = isWhole && ((flags & FLAG_NAME) == 0 || skipText());
        isWhole = isWhole && ((flags & FLAG_COMMENT) == 0 || skipText());
        return isWhole && ((flags & FLAG_HEADER_CHECKSUM) == 0 || nextNumber(Short.BYTES) >= 0);
    }

    private boolean skipText() throws IOException {
        int value = nextByte();
        while (value > 0) {
            value = nextByte();
        }
        return value == 0;
    }

    @Override
    boolean isTrailerGood(long dataChecksum, long dataLength) throws IOException {
        final long expectedChecksum = nextNumber(Integer.BYTES);
        return nextNumber(Integer.BYTES) == (dataLength & 0xFFFF_FFFFL) && expectedChecksum == dataChecksum;
    }

    /** Some tools fill a file up with zeros. */
    @Override
    boolean isEnd() throws IOException {
        while (startsWith(ZERO)) {
            nextByte();
        }
        return !has(1);
    }

    /** All members as one stream, as gzip has it. */
    InputStream asStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                final byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = GzipMembers.this.read(target, offset, length);
                while (count < 0 && nextMember()) {
                    count = GzipMembers.this.read(target, offset, length);
                }
                return count;
            }

            @Override
            public void close() throws IOException {
                GzipMembers.this.close();
            }
        };
    }
}
