package io.tickwire.journal;

import io.tickwire.core.tick.TickHandler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks into a journal without changing anything, also while a server writes to it. One thread. Needs none of the
 * server's locks and none of Chronicle Queue's.
 */
public final class JournalInspector {
    /**
     * What one file holds.
     *
     * @param name          of the file
     * @param firstSequence of its first tick, 0 if it has none
     * @param lastSequence  of its last tick, 0 if it has none
     * @param ticks         how many it has
     * @param excerpts      batches of ticks and parts of checkpoints
     * @param bytes         from the file's start to the end of what was written
     * @param firstTimeNs   receive time of its first tick, ns since 1970
     * @param lastTimeNs    receive time of its last tick, ns since 1970
     * @param missingBefore ticks that neither this file nor the one before it has
     * @param damage        empty, or what is wrong and at which byte; nothing behind it was counted
     */
    public record FileSummary(String name, long firstSequence, long lastSequence, long ticks, long excerpts,
                              long bytes, long firstTimeNs, long lastTimeNs, long missingBefore, String damage) {
    }

    private final Path directory;
    private final Path[] paths;

    /**
     * Look at a journal.
     *
     * @param directory where its files are
     * @throws JournalException if there is no such directory or no journal in it
     */
    public JournalInspector(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new JournalException("there is no directory " + directory + "; name the journal's with --dir");
        }
        if (!Files.isRegularFile(directory.resolve(MetaFile.NAME))) {
            throw new JournalException("there is no journal in " + directory + " (it has no " + MetaFile.NAME
                + "); name the journal's directory with --dir");
        }
        this.directory = directory;
        this.paths = CycleFile.list(directory);
    }

    /**
     * The journal's epoch.
     *
     * @return what the positions mean something within
     * @throws JournalException if the file that says it is damaged
     */
    public long epoch() {
        try {
            return MetaFile.read(directory.resolve(MetaFile.NAME)).epoch();
        } catch (final IOException e) {
            throw new JournalException("can't read " + directory.resolve(MetaFile.NAME) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Read and check every excerpt.
     *
     * @return one entry a file, oldest first; no damage and nothing missing anywhere if the journal is whole
     */
    public List<FileSummary> summarize() {
        final List<FileSummary> summaries = new ArrayList<>();
        long next = 0;
        for (int i = 0; i < paths.length; i++) {
            final FileReading reading = new FileReading(paths[i]);
            summaries.add(reading.run(next, i == paths.length - 1, tick -> { }));
            next = reading.nextSequence();
        }
        return summaries;
    }

    /**
     * Hand over all definitions that stand before a range and everything in the range, across holes. Stops at damage.
     *
     * @param from        first tick wanted; earlier ones that matter for reading are given to {@code definitions}
     * @param to          last tick wanted
     * @param definitions gets slots of checkpoints and of ticks before the range
     * @param handler     gets the ticks of the range, in order
     * @throws JournalException if damage stops the reading, after what comes before it was handed over
     */
    public void read(long from, long to, TickHandler definitions, TickHandler handler) {
        long next = 0;
        for (int i = firstFile(from); i < paths.length && next <= to; i++) {
            final FileReading reading = new FileReading(paths[i]);
            final FileSummary summary = reading.range(from, to, definitions)
                .run(next, i == paths.length - 1, handler);
            if (!summary.damage().isEmpty()) {
                throw new JournalException(summary.name() + ": " + summary.damage());
            }
            next = reading.nextSequence();
        }
    }

    /**
     * Find a time, by binary search.
     *
     * @param timeNs receive time, ns since 1970
     * @return the last tick in the journal that was received before, 0 if none was
     */
    public long positionAt(long timeNs) {
        try (FileSet files = new FileSet(directory, new FilePins())) {
            files.refresh(0);
            final long first = new TimeSearch(files).firstSince(timeNs);
            return first == TimeSearch.NOT_FOUND ? lastSequence() : first - 1;
        }
    }

    /**
     * Read on and on while a server writes.
     *
     * @param from first tick wanted, 1 or more; 0 for what is written after the first poll
     * @return a reader to be closed; it may be used longer than this
     */
    public JournalTail tail(long from) {
        final Path start = paths.length == 0 ? null : paths[from == 0 ? paths.length - 1 : firstFile(from)];
        return new JournalTail(directory, start, from);
    }

    private long lastSequence() {
        for (int i = paths.length - 1; i >= 0; i--) {
            try (CycleFile file = new CycleFile(paths[i])) {
                // Chronicle knows where the last document starts; that may be one of a checkpoint.
                final long quick = lastSequence(file, file.writePosition());
                final long last = quick > 0 ? quick : lastSequence(file, 0);
                if (last > 0) {
                    return last;
                }
            }
        }
        return 0;
    }

    private static long lastSequence(CycleFile file, long from) {
        long last = 0;
        for (long at = DamageSkip.ticks(file, from, 0); at != DamageSkip.NOT_FOUND;
             at = DamageSkip.ticks(file, CycleFile.next(at, file.word(at)), 0)) {
            last = file.excerpt(at).lastSequence();
        }
        return last;
    }

    private int firstFile(long from) {
        try (FileSet files = new FileSet(directory, new FilePins())) {
            files.refresh(0);
            return Math.max(0, Math.min(paths.length - 1, files.find(from)));
        }
    }
}
