package io.tickwire.ingest.recorded;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An open file, of which gzip is taken off if it is there, whatever its name says. One thread. */
final class UnpackedFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 14;
    private static final int MAGIC_BYTES = 2;

    private final CountingStream raw;
    private final InputStream unpacked;

    private UnpackedFile(CountingStream raw, InputStream unpacked) {
        this.raw = raw;
        this.unpacked = unpacked;
    }

    static UnpackedFile of(InputStream file) throws IOException {
        final CountingStream raw = new CountingStream(file);
        final BufferedInputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
        in.mark(MAGIC_BYTES);
        final boolean isGzip = GzipMembers.isGzip(in.readNBytes(MAGIC_BYTES));
        in.reset();
        return new UnpackedFile(raw, isGzip ? new GzipMembers(in).asStream() : in);
    }

    InputStream stream() {
        return unpacked;
    }

    /** Bytes read so far, as they are on the disk. */
    long rawBytesRead() {
        return raw.count;
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }

    private static final class CountingStream extends FilterInputStream {
        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            final int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            final int read = super.read(target, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
