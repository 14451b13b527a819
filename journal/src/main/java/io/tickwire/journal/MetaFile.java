package io.tickwire.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Set;

/**
 * {@value #NAME}: what the journal is, and how the last run of a server with it ended, so that a start can tell
 * whether ticks may be gone that subscribers have seen. {@link #markInterrupted} and {@link #clearInterrupted} are
 * called by the journal's thread, the rest by the opener, before and after that thread runs.
 */
final class MetaFile implements AutoCloseable {
    static final String NAME = "journal.meta";

    private final Path path;
    private final DirectoryLock lock;
    private final MetaContent content;

    private MetaFile(Path path, DirectoryLock lock, String rollCycle) throws IOException {
        this.path = path;
        this.lock = lock;
        if (Files.exists(path)) {
            content = read(path);
            if (!rollCycle.equals(content.rollCycle())) {
                throw new JournalException("the journal in " + path.getParent() + " was created with the roll cycle "
                    + content.rollCycle() + ", the configuration says " + rollCycle
                    + "; set it to " + content.rollCycle() + ", or use another directory");
            }
        } else if (CycleFile.list(path.getParent()).length > 0) {
            throw new JournalException(path + " is missing, but there are journal files beside it; put it back, or"
                + " use another directory");
        } else {
            content = new MetaContent(rollCycle);
            mintEpoch();
        }
    }

    /** Lock the directory, and read the file or make it. */
    static MetaFile open(Path directory, String rollCycle) {
        try {
            Files.createDirectories(directory);
            final DirectoryLock lock = DirectoryLock.take(directory);
            try {
                return new MetaFile(directory.resolve(NAME), lock, rollCycle);
            } catch (final IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (final IOException e) {
            throw new JournalException("can't open the journal in " + directory + ": " + e, e);
        }
    }

    static MetaContent read(Path path) throws IOException {
        return MetaContent.parse(Files.readAllBytes(path), path);
    }

    long epoch() {
        return content.epoch();
    }

    /**
     * Why ticks that subscribers have seen may be gone, or may have been seen without ever being journaled; empty if
     * that can't be.
     */
    String doubt(String bootId) {
        if (content.is(MetaContent.INTERRUPTED)) {
            return "ticks were given out while they could not be journaled";
        }
        if (!content.is(MetaContent.RUNNING)) {
            return "";
        }
        if (bootId.equals(BootId.UNKNOWN) || !bootId.equals(content.bootId())) {
            return "the last server did not end it, and the machine may have been down since";
        }
        return content.is(MetaContent.FANOUT_FIRST)
            ? "the last server was killed, and gave ticks out before they were journaled" : "";
    }

    /** Note on the disk, before a tick is given out, that from here on a server has the journal. */
    void beginRun(String bootId, boolean isFanoutFirst, boolean isEpochNew) {
        if (isEpochNew) {
            mintEpoch();
        }
        content.bootId(bootId);
        content.flags(MetaContent.RUNNING | (isFanoutFirst ? MetaContent.FANOUT_FIRST : 0));
        write();
    }

    /** Note that all that was given out is in the journal and on the disk. */
    void endRun() {
        content.flags(content.flags() & ~MetaContent.RUNNING);
        write();
    }

    /** Note that ticks pass without being journaled, or that journaled ticks are about to be cut off. */
    void markInterrupted() {
        content.flags(content.flags() | MetaContent.INTERRUPTED);
        write();
    }

    /** Note that the files themselves show from where on ticks are journaled again. */
    void clearInterrupted() {
        content.flags(content.flags() & ~MetaContent.INTERRUPTED);
        write();
    }

    private void mintEpoch() {
        long epoch = 0;
        while (epoch == 0) {
            epoch = new SecureRandom().nextLong();
        }
        content.epoch(epoch);
    }

    /** In place where it can be, within one sector, so that it works on a full disk. */
    private void write() {
        try {
            if (Files.exists(path) && Files.size(path) == MetaContent.LENGTH) {
                write(path, Set.of(StandardOpenOption.WRITE));
            } else {
                final Path temporary = path.resolveSibling(NAME + ".new");
                write(temporary, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING));
                Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                DiskSync.directory(path.getParent());
            }
        } catch (final IOException e) {
            throw new JournalException("can't write " + path + ": " + e, e);
        }
    }

    private void write(Path file, Set<StandardOpenOption> options) throws IOException {
        try (FileChannel channel = FileChannel.open(file, options)) {
            channel.write(content.sealed(), 0);
            channel.force(true);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
