package io.tickwire.journal;

import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.agrona.IoUtil;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Opens the files of a journal that this process has locked, each as a queue in a directory of its own: the newest one
 * by a link to it, a new one so that nobody sees it before its time. Any thread, one at a time.
 */
final class FileOpener {
    /** {@link #newestCycle}: there is no file. */
    static final int NONE = Integer.MIN_VALUE;
    /** Begins the name of a directory with a file that is no part of the journal yet. */
    private static final String NEXT = "next-";
    private static final String ENDS_WRITTEN_TO = "normalisedEOFsTo";
    private static final String TABLE = "metadata.cq4t";

    private final Path directory;
    private final RollCycle rollCycle;
    // Kept, since to find it takes a look at everything that is mounted.
    private final FileStore disk;
    private final AtomicInteger homes = new AtomicInteger();

    FileOpener(Path directory, RollCycle rollCycle) throws IOException {
        this.directory = directory;
        this.rollCycle = rollCycle;
        this.disk = Files.getFileStore(directory);
    }

    RollCycle rollCycle() {
        return rollCycle;
    }

    /** Remove what was made ready and never needed, and Chronicle's own notes; while no file is open. */
    void clean() throws IOException {
        final List<Path> left;
        try (Stream<Path> all = Files.list(directory)) {
            left = all.filter(path -> path.getFileName().toString().startsWith(NEXT)).toList();
        }
        left.forEach(home -> IoUtil.delete(home.toFile(), true));
        // It holds the locks of a writer that may be dead, and knows of no file that was moved here; we have our own
        // lock, and whoever reads with Chronicle Queue makes it anew.
        Files.deleteIfExists(directory.resolve(TABLE));
    }

    /** The disk of the journal. */
    FileStore disk() {
        return disk;
    }

    /** The roll cycle of the newest file, or NONE. */
    int newestCycle() {
        final Path newest = newest();
        if (newest == null) {
            return NONE;
        }
        final Path home = homeOf(newest);
        try (SingleChronicleQueue queue = open(home, new JournalClock())) {
            return queue.lastCycle();
        } finally {
            if (!home.equals(directory)) {
                IoUtil.delete(home.toFile(), true);
            }
        }
    }

    /** Open the newest file, which is of this cycle, to go on in it. */
    WritableFile openNewest(int cycle) {
        final Path newest = newest();
        final Path home = homeOf(newest);
        return new WritableFile(open(home, standing(cycle)), cycle, home, directory, newest);
    }

    private Path newest() {
        final Path[] files = CycleFile.list(directory);
        return files.length == 0 ? null : files[files.length - 1];
    }

    /** A directory in which Chronicle Queue sees no older file: it would open each of them. */
    private Path homeOf(Path newest) {
        final Path home = newHome();
        try {
            Files.createDirectories(home);
            Files.createLink(home.resolve(newest.getFileName()), newest);
            return home;
        } catch (final IOException | UnsupportedOperationException e) {
            // Not every file system has hard links; without them a start takes longer, the more files there are.
            IoUtil.delete(home.toFile(), true);
            return directory;
        }
    }

    /** Make a file for a cycle; it is a part of the journal once it was moved there. */
    WritableFile create(int cycle) {
        final Path home = newHome();
        return new WritableFile(open(home, standing(cycle)), cycle, home, directory, null);
    }

    private Path newHome() {
        return directory.resolve(NEXT + homes.incrementAndGet());
    }

    private JournalClock standing(int cycle) {
        final JournalClock clock = new JournalClock();
        clock.advanceTo((long) cycle * rollCycle.lengthInMillis());
        return clock;
    }

    private SingleChronicleQueue open(Path home, JournalClock clock) {
        final SingleChronicleQueue queue = ChronicleSetup.open(home, rollCycle, clock);
        // Else the first append looks into every older file, and moves away what it can't read.
        queue.tableStorePut(ENDS_WRITTEN_TO, Integer.MAX_VALUE);
        return queue;
    }
}
