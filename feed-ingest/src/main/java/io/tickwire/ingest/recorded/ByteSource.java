package io.tickwire.ingest.recorded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Where a recorded file's bytes come from; it can be opened more than once.
 *
 * @param name       of the file
 * @param totalBytes as it is on the disk
 * @param opener     opens it anew
 */
record ByteSource(String name, long totalBytes, Opener opener) {
    private static final int GZIP_MAGIC_0 = 0x1F;
    private static final int GZIP_MAGIC_1 = 0x8B;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Opens the bytes as they are on the disk. */
    interface Opener {
        InputStream open() throws IOException;
    }

    static ByteSource of(Path file) {
        try {
            return new ByteSource(file.getFileName().toString(), Files.size(file), () -> Files.newInputStream(file));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ByteSource ofResource(String path) {
        try (InputStream in = ByteSource.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " is missing from this build");
            }
            final long length = in.transferTo(OutputStream.nullOutputStream());
            return new ByteSource(path.substring(path.lastIndexOf('/') + 1), length,
                () -> ByteSource.class.getResourceAsStream(path));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isGzip() {
        final byte[] head = head(2);
        return head.length == 2 && (head[0] & 0xFF) == GZIP_MAGIC_0 && (head[1] & 0xFF) == GZIP_MAGIC_1;
    }

    /** The first bytes as they are on the disk. */
    byte[] head(int length) {
        try (InputStream in = opener.open()) {
            return in.readNBytes(length);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first bytes, unpacked. */
    byte[] unpackedHead(int length) {
        try (Counted in = open()) {
            return in.unpacked().readNBytes(length);
        } catch (final IOException e) {
            throw new IllegalArgumentException(name + " can't be unpacked: " + e.getMessage(), e);
        }
    }

    Counted open() throws IOException {
        final CountingStream counting = new CountingStream(opener.open());
        return new Counted(counting, isGzip() ? new GZIPInputStream(counting, BUFFER_BYTES) : counting);
    }

    /**
     * An open file.
     *
     * @param raw      counts bytes as they are on the disk
     * @param unpacked what is in it
     */
    record Counted(CountingStream raw, InputStream unpacked) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            unpacked.close();
        }
    }

    /** Counts what was read. */
    static final class CountingStream extends FilterInputStream {
        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        long count() {
            return count;
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
