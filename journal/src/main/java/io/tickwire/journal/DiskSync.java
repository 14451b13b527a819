package io.tickwire.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forces to the disk what was written, also what was written through a mapping. Any thread; takes long. */
final class DiskSync {
    private DiskSync() {
    }

    /** A file's bytes and its length. */
    static void file(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** The names in a directory. */
    static void directory(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Every file of a journal and their names; a file without unwritten pages costs next to nothing. */
    static void all(Path directory) throws IOException {
        for (final Path file : CycleFile.list(directory)) {
            file(file);
        }
        directory(directory);
    }
}
