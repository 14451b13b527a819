package io.tickwire.ingest.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where a recorded file's bytes come from; it can be opened more than once.
 *
 * @param name       of the file
 * @param totalBytes as it is on the disk
 * @param opener     opens it anew
 */
record ByteSource(String name, long totalBytes, Opener opener) {
    /** Opens the bytes as they are on the disk. */
    interface Opener {
        InputStream open() throws IOException;
    }

    /**
     * A file.
     *
     * @throws UncheckedIOException     if it can't be read
     * @throws IllegalArgumentException if it is no file
     */
    static ByteSource of(Path file) {
        try {
            final long totalBytes = Files.size(file);
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(file + " is not a file; a recording is read more than once");
            }
            return new ByteSource(file.getFileName().toString(), totalBytes, () -> Files.newInputStream(file));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file inside this build. */
    static ByteSource ofResource(String path) {
        try (InputStream in = ByteSource.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no resource " + path);
            }
            final long totalBytes = in.transferTo(OutputStream.nullOutputStream());
            return new ByteSource(path.substring(path.lastIndexOf('/') + 1), totalBytes,
                () -> ByteSource.class.getResourceAsStream(path));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Open it, unpacked if it is packed. */
    UnpackedFile open() throws IOException {
        return UnpackedFile.of(opener.open());
    }

    /** The first bytes, unpacked; fewer if the file is shorter or damaged. */
    byte[] head(int length) throws IOException {
        final byte[] head = new byte[length];
        int count = 0;
        try (UnpackedFile in = open()) {
            int read = readOn(in.stream(), head, count);
            while (read >= 0 && count + read < length) {
                count += read;
                read = readOn(in.stream(), head, count);
            }
            count += Math.max(0, read);
        }
        return Arrays.copyOf(head, count);
    }

    /** Damage is left to the reader, which will report it. */
    private static int readOn(InputStream in, byte[] head, int count) throws IOException {
        try {
            return in.read(head, count, head.length - count);
        } catch (final DamagedPackException e) {
            return 0;
        }
    }
}
