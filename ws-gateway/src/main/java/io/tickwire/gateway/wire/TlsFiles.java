package io.tickwire.gateway.wire;

import io.tickwire.config.TlsConfig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** The two files: when they have changed, and what is in them. One thread. */
final class TlsFiles {
    private static final int FILE_LIMIT_BYTES = 1 << 20;

    /** What tells one state of a file from the next, also where it was replaced by renaming. */
    private record Stamp(FileTime changed, long sizeBytes, Object inode) {
        /** Null if there is no such file. */
        static Stamp of(Path file) {
            try {
                final BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
            } catch (final IOException e) {
                return null;
            }
        }
    }

    /** Of certificate and key. */
    private record Stamps(Stamp certificate, Stamp key) {
    }

    private final TlsConfig config;
    /** Null for none that count. */
    private Stamps read;

    TlsFiles(TlsConfig config) {
        this.config = config;
    }

    /** Whether one has changed since they were read. */
    boolean haveChanged() {
        return !stamps().equals(read);
    }

    /** Read both as they are now, whether they have changed or not. */
    CertifiedKey read() throws BadTlsFile {
        // Before the contents: what changes meanwhile counts as changed at the next look.
        read = stamps();
        return CertifiedKey.read(config.certificateFile().toString(), bytes(config.certificateFile()),
            config.keyFile().toString(), bytes(config.keyFile()));
    }

    /** They count as changed until they are read again. */
    void forget() {
        read = null;
    }

    private Stamps stamps() {
        return new Stamps(Stamp.of(config.certificateFile()), Stamp.of(config.keyFile()));
    }

    private static byte[] bytes(Path file) throws BadTlsFile {
        try (InputStream in = Files.newInputStream(file)) {
            final byte[] bytes = in.readNBytes(FILE_LIMIT_BYTES + 1);
            if (bytes.length > FILE_LIMIT_BYTES) {
                throw new BadTlsFile(file + " is larger than 1 MiB; it must be a certificate or key in PEM");
            }
            return bytes;
        } catch (final IOException e) {
            throw new BadTlsFile(file + " can't be read (" + e + "); it must be there, and the server's user be allowed"
                + " to read it", e);
        }
    }
}
