package io.tickwire.gateway.audit;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A file that holds whole lines: a write that fails half-way is taken back. One thread. */
final class AuditFile implements AutoCloseable {
    private final Path path;
    private final FileOutputStream out;
    private long lengthBytes;
    /** What a failed write left could not be taken back yet. */
    private boolean isTorn;

    /**
     * Open a file, or make it. A last line that a kill has torn is ended, so that the next one is whole.
     *
     * @param path of the file
     * @throws IOException if it can't be opened or written
     */
    AuditFile(Path path) throws IOException {
        this.path = path;
        out = new FileOutputStream(path.toFile(), true);
        try {
            lengthBytes = out.getChannel().size();
            if (!endsWithLine()) {
                out.write('\n');
                lengthBytes++;
            }
        } catch (final IOException e) {
            out.close();
            throw e;
        }
    }

    private boolean endsWithLine() throws IOException {
        if (lengthBytes == 0) {
            return true;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(lengthBytes - 1);
            return file.read() == '\n';
        }
    }

    /** Bytes of whole lines. */
    long lengthBytes() {
        return lengthBytes;
    }

    /** Where it is. */
    Path path() {
        return path;
    }

    /** Put lines behind those that are there: all of them, or none and an exception. */
    void append(ByteArrayOutputStream lines) throws IOException {
        if (isTorn) {
            takeBack();
        }
        try {
            isTorn = true;
            lines.writeTo(out);
            isTorn = false;
        } catch (final IOException e) {
            takeBack();
            throw e;
        }
        lengthBytes += lines.size();
    }

    private void takeBack() throws IOException {
        out.getChannel().truncate(lengthBytes);
        isTorn = false;
    }

    /** Force to the disk what was written. */
    void force() throws IOException {
        out.getChannel().force(false);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
