package io.tickwire.journal;

import org.agrona.CloseHelper;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The journal's files as one reader knows them, by age. Those in use are pinned, so that retention leaves them; few are
 * mapped at a time. One thread.
 */
final class FileSet implements AutoCloseable {
    /** {@link #firstSequence}: no excerpt yet. */
    static final long NONE = Long.MAX_VALUE;
    /** A file that was not used for so long is given up. */
    static final long LEASE_NS = TimeUnit.SECONDS.toNanos(10);

    private static final int MAPPED_LIMIT = 8;

    private final Path directory;
    private final FilePins pins;
    private Entry[] entries = {};
    private int mappedCount;
    private int version = -1;

    private static final class Entry implements AutoCloseable {
        private final Path path;
        private long firstSequence = NONE;
        private long firstTimeNs = NONE;
        private CycleFile mapped;
        private boolean isPinned;
        private boolean isUsed;
        private long lastUseNs;

        Entry(Path path) {
            this.path = path;
        }

        @Override
        public void close() {
            CloseHelper.close(mapped);
            mapped = null;
        }
    }

    FileSet(Path directory, FilePins pins) {
        this.directory = directory;
        this.pins = pins;
    }

    /** Look at the directory again if it has changed; true if it has, so that indexes mean something else. */
    boolean refresh(int newVersion) {
        if (newVersion == version) {
            return false;
        }
        version = newVersion;
        final Path[] paths = CycleFile.list(directory);
        final Entry[] fresh = new Entry[paths.length];
        int old = 0;
        for (int i = 0; i < paths.length; i++) {
            while (old < entries.length && entries[old].path.compareTo(paths[i]) < 0) {
                release(entries[old++]);
            }
            fresh[i] = old < entries.length && entries[old].path.equals(paths[i]) ? entries[old++]
                : new Entry(paths[i]);
        }
        while (old < entries.length) {
            release(entries[old++]);
        }
        entries = fresh;
        return true;
    }

    int count() {
        return entries.length;
    }

    /** Come to a file, or go on with it; false if it was deleted. */
    boolean use(int index) {
        final Entry entry = entries[index];
        if (!entry.isPinned) {
            entry.isPinned = pins.pin(entry.path);
        }
        entry.isUsed = true;
        return entry.isPinned;
    }

    /** A file in use. */
    CycleFile file(int index) {
        final Entry entry = entries[index];
        if (entry.mapped == null) {
            if (mappedCount == MAPPED_LIMIT) {
                CloseHelper.closeAll(entries);
                mappedCount = 0;
            }
            entry.mapped = new CycleFile(entry.path);
            mappedCount++;
        }
        return entry.mapped;
    }

    /** Give up what was not used for a while. */
    void releaseUnused(long nowNs) {
        for (final Entry entry : entries) {
            // Used since the last call: that counts as now, so that a pause of this thread gives nothing up.
            if (entry.isUsed) {
                entry.isUsed = false;
                entry.lastUseNs = nowNs;
            } else if (entry.isPinned && nowNs - entry.lastUseNs > LEASE_NS) {
                release(entry);
            }
        }
    }

    private void release(Entry entry) {
        if (entry.mapped != null) {
            entry.close();
            mappedCount--;
        }
        if (entry.isPinned) {
            entry.isPinned = false;
            pins.unpin(entry.path);
        }
    }

    /** The number of a file's first tick, or the one it will have; NONE if that is not known yet, 0 if it is gone. */
    long firstSequence(int index) {
        final Entry entry = entries[index];
        return entry.firstSequence == NONE && !look(entry) ? 0 : entry.firstSequence;
    }

    /** When a file's first tick was received; NONE if there is none yet, 0 if the file is gone. */
    long firstTimeNs(int index) {
        final Entry entry = entries[index];
        return entry.firstTimeNs == NONE && !look(entry) ? 0 : entry.firstTimeNs;
    }

    /** Find out where a file begins; false if it is gone. */
    private boolean look(Entry entry) {
        if (!pins.pin(entry.path)) {
            return false;
        }
        try (CycleFile file = new CycleFile(entry.path)) {
            final long first = DamageSkip.any(file, 0);
            if (first != DamageSkip.NOT_FOUND) {
                entry.firstSequence = file.excerpt(first).firstSequence();
                final long ticks = DamageSkip.ticks(file, first, 0);
                entry.firstTimeNs = ticks == DamageSkip.NOT_FOUND ? NONE : file.excerpt(ticks).firstTimeNs();
            }
        } finally {
            pins.unpin(entry.path);
        }
        return true;
    }

    /** Index of the newest file that starts at or before a number, -1 for none. */
    int find(long sequence) {
        int low = -1;
        int high = entries.length;
        while (high - low > 1) {
            final int middle = low + high >>> 1;
            if (firstSequence(middle) <= sequence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public void close() {
        Arrays.stream(entries).forEach(this::release);
    }
}
