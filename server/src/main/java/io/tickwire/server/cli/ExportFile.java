package io.tickwire.server.cli;

import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that has another name, with {@code .part} at its end, until all of it is on the disk. Never overwrites a file.
 * One thread.
 */
final class ExportFile implements AutoCloseable {
    private static final int BUFFER_LENGTH = 1 << 16;

    private final Path target;
    private final Path part;
    private final FileOutputStream file;
    private final Writer out;

    /**
     * Begin.
     *
     * @param target where it will be
     * @throws FileAlreadyExistsException if the target or its part is there
     * @throws IOException                if it can't be written
     */
    ExportFile(Path target) throws IOException {
        this.target = target;
        part = target.resolveSibling(target.getFileName() + ".part");
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.createFile(part);
        file = new FileOutputStream(part.toFile());
        out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.US_ASCII), BUFFER_LENGTH);
    }

    /** Where the text goes. */
    Writer out() {
        return out;
    }

    /** What the file is called until it is complete. */
    Path part() {
        return part;
    }

    /**
     * All was written: give it its name.
     *
     * @throws IOException if that, or the last of the writing, fails
     */
    void complete() throws IOException {
        out.flush();
        file.getFD().sync();
        out.close();
        Files.move(part, target);
    }

    /** What is in the buffer is not written any more: that may be what failed. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
