package io.tickwire.journal;

import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.IoUtil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One file of the journal, as a Chronicle queue of its own whose time stands still, so that it never rolls by itself.
 * Made by one thread and handed to another; used by one at a time.
 */
final class WritableFile implements AutoCloseable {
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final int cycle;
    private final Path home;
    private final Path journal;
    private final long nextPosition;
    private Path path;

    /**
     * {@code home} is the queue's directory, {@code journal} is where the file belongs; {@code existing} is the file if
     * it is there already, else null.
     */
    WritableFile(SingleChronicleQueue queue, int cycle, Path home, Path journal, Path existing) {
        this.queue = queue;
        this.cycle = cycle;
        this.home = home;
        this.journal = journal;
        try {
            appender = queue.createAppender();
            appender.singleThreadedCheckDisabled(true);
            // Finds or makes the file and maps it, which else the first append would.
            try (DocumentContext nothing = appender.writingDocument()) {
                nextPosition = nothing.wire().bytes().writePosition() - Integer.BYTES;
                nothing.rollbackOnClose();
            }
            path = existing == null ? CycleFile.list(home)[0] : existing;
            if (existing != null && !home.equals(journal)) {
                Files.delete(home.resolve(existing.getFileName()));
            }
        } catch (final IOException e) {
            queue.close();
            throw new JournalException("can't take the link to " + existing + " out of " + home + ": " + e, e);
        } catch (final RuntimeException | Error e) {
            queue.close();
            throw e;
        }
    }

    ExcerptAppender appender() {
        return appender;
    }

    /** Where its first excerpt would have been when it was opened. */
    long nextPosition() {
        return nextPosition;
    }

    /** The roll cycle that it is for. */
    int cycle() {
        return cycle;
    }

    Path path() {
        return path;
    }

    /** Make it a part of the journal, if it is not. Who has it mapped does not notice. */
    void moveIn() throws IOException {
        final Path target = journal.resolve(path.getFileName());
        if (!target.equals(path)) {
            Files.move(path, target);
            path = target;
        }
    }

    /** Let it go, and what Chronicle Queue keeps beside it. A file that was never moved in goes with that. */
    @Override
    public void close() {
        queue.close();
        if (!home.equals(journal)) {
            IoUtil.delete(home.toFile(), true);
        }
    }
}
