package io.tickwire.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second server out of a journal, for as long as it is open. */
final class DirectoryLock implements AutoCloseable {
    static final String NAME = "journal.lock";

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Lock, or throw a JournalException if another process or another journal of this one has it. */
    static DirectoryLock take(Path directory) throws IOException {
        final FileChannel channel = FileChannel.open(directory.resolve(NAME), StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
        boolean isLocked = false;
        try {
            isLocked = channel.tryLock() != null;
        } catch (final OverlappingFileLockException e) {
            throw inUse(directory, e);
        } finally {
            if (!isLocked) {
                channel.close();
            }
        }
        if (!isLocked) {
            throw inUse(directory, null);
        }
        return new DirectoryLock(directory, channel);
    }

    private static JournalException inUse(Path directory, Throwable cause) {
        return new JournalException("another server has the journal in " + directory
            + " open; stop it, or use another directory", cause);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new JournalException("can't unlock " + directory + ": " + e, e);
        }
    }
}
