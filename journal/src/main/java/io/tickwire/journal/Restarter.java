package io.tickwire.journal;

import org.agrona.ErrorHandler;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * After an append error: waits until the disk can be written again and has room, and then lets journaling begin anew in
 * a file of its own. Upkeep thread only.
 */
final class Restarter implements Upkeep {
    /** So much must be free. */
    static final long FREE_BYTES = 16 << 20;
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int PROBE_LENGTH = 4096;

    private final Journal journal;
    private final Path directory;
    private final Path probe;
    private final ErrorHandler errors;
    private long nextNs;

    Restarter(Journal journal, Path directory, ErrorHandler errors) {
        this.journal = journal;
        this.directory = directory;
        this.probe = directory.resolve("journal.probe");
        this.errors = errors;
    }

    @Override
    public int run(long nowNs) {
        if (journal.isComplete() || journal.isReopened()) {
            nextNs = nowNs + INTERVAL_NS;
            return 0;
        }
        if (nowNs < nextNs) {
            return 0;
        }
        nextNs = nowNs + INTERVAL_NS;
        try {
            if (isWritable()) {
                journal.reopen();
            }
        } catch (final IOException | RuntimeException | InternalError e) {
            // An InternalError is how a fault in a mapped file arrives.
            errors.onError(new JournalException("journaling can't begin again in " + directory + ": " + e, e));
        }
        return 1;
    }

    private boolean isWritable() throws IOException {
        if (Files.getFileStore(directory).getUsableSpace() < FREE_BYTES) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(PROBE_LENGTH));
            channel.force(true);
            return true;
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
