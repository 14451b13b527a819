package io.tickwire.journal;

import org.agrona.CloseHelper;

import java.nio.file.Path;
import java.util.Arrays;

/** The journal's files as one reader knows them, by age. Few of them are mapped at a time. One thread. */
final class FileSet implements AutoCloseable {
    /** {@link #firstSequence}: no excerpt yet. */
    static final long NONE = Long.MAX_VALUE;

    private static final int UNREAD = 0;
    private static final int MAPPED_LIMIT = 8;

    private final Path directory;
    private Path[] paths = {};
    private long[] firstSequences = {};
    private CycleFile[] mapped = {};
    private int mappedCount;
    private int version = -1;

    FileSet(Path directory) {
        this.directory = directory;
    }

    /** Look at the directory again if it has changed. */
    void refresh(int newVersion) {
        if (newVersion != version) {
            version = newVersion;
            paths = CycleFile.list(directory);
            firstSequences = Arrays.copyOf(firstSequences, paths.length);
            mapped = Arrays.copyOf(mapped, paths.length);
        }
    }

    int count() {
        return paths.length;
    }

    CycleFile file(int index) {
        if (mapped[index] == null) {
            if (mappedCount == MAPPED_LIMIT) {
                closeAll();
            }
            mapped[index] = new CycleFile(paths[index]);
            mappedCount++;
        }
        return mapped[index];
    }

    /** The number of a file's first tick, or the one it will have; NONE if that is not known yet. */
    long firstSequence(int index) {
        if (firstSequences[index] == UNREAD) {
            final CycleFile file = file(index);
            final long position = DamageSkip.any(file, 0);
            if (position == DamageSkip.NOT_FOUND) {
                return NONE;
            }
            firstSequences[index] = file.excerpt(position).firstSequence();
        }
        return firstSequences[index];
    }

    /** Index of the newest file that starts at or before a number, -1 for none. */
    int find(long sequence) {
        int low = -1;
        int high = paths.length;
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

    private void closeAll() {
        CloseHelper.closeAll(mapped);
        Arrays.fill(mapped, null);
        mappedCount = 0;
    }

    @Override
    public void close() {
        closeAll();
    }
}
