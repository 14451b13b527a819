package io.tickwire.journal;

import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the Chronicle queue of a journal that this process has locked. Opener, later upkeep thread. */
final class QueueOpener {
    private static final String ENDS_WRITTEN_TO = "normalisedEOFsTo";
    private static final String TABLE = "metadata.cq4t";

    private final Path directory;
    private final RollCycle rollCycle;
    private final JournalClock clock;

    QueueOpener(Path directory, RollCycle rollCycle, JournalClock clock) {
        this.directory = directory;
        this.rollCycle = rollCycle;
        this.clock = clock;
    }

    /** Open; the next excerpt goes to the newest file or, if so wanted, to one after it. */
    SingleChronicleQueue open(boolean isNextFile) throws IOException {
        // It holds the locks of a writer that may be dead, and a list of files that may be gone; we hold our own lock.
        Files.deleteIfExists(directory.resolve(TABLE));
        final SingleChronicleQueue queue = ChronicleSetup.open(directory, rollCycle, clock);
        // Else the first append looks into every older file, and moves away what it can't read.
        queue.tableStorePut(ENDS_WRITTEN_TO, Integer.MAX_VALUE);
        if (queue.lastCycle() != Integer.MIN_VALUE) {
            final long cycle = queue.lastCycle() + (isNextFile ? 1L : 0L);
            clock.advanceTo(cycle * rollCycle.lengthInMillis());
        }
        return queue;
    }
}
