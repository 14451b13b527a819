package io.tickwire.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second server out of a data directory; the system gives the lock back when the process ends, however. */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE_NAME = "tickwire.lock";

    private final FileChannel file;

    /**
     * Take the lock.
     *
     * @param directory an existing directory
     * @throws IllegalStateException if another server has it
     */
    DirectoryLock(Path directory) throws IOException {
        file = FileChannel.open(directory.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            final FileLock lock = file.tryLock();
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
        } catch (final OverlappingFileLockException e) {
            file.close();
            throw new IllegalStateException("another server uses the data directory " + directory.toAbsolutePath()
                + "; stop it, or set directory to another one", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
