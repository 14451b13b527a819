package io.tickwire.journal;

import io.tickwire.core.tick.Tick;

/**
 * Finds the first tick of a time: binary search over the files, then over the index in one, then a walk over a few
 * hundred headers. One thread.
 */
final class TimeSearch {
    static final long NOT_FOUND = -1;

    private final FileSet files;
    private final SlotReader slots = new SlotReader();
    private final Tick view = new Tick();

    TimeSearch(FileSet files) {
        this.files = files;
    }

    /** The number of the first tick received at a time or later, or NOT_FOUND. */
    long firstSince(long timeNs) {
        int index = Math.max(0, lastFileBefore(timeNs));
        if (index >= files.count() || !files.use(index)) {
            return NOT_FOUND;
        }
        long first = inFile(index, CycleIndex.indexed(files.file(index), CycleIndex.Goal.TIME, timeNs), timeNs);
        while (first == NOT_FOUND && ++index < files.count() && files.use(index)) {
            first = inFile(index, 0, timeNs);
        }
        return first;
    }

    /** Index of the newest file with a tick from before a time; -1 if there is none. */
    private int lastFileBefore(long timeNs) {
        int low = -1;
        int high = files.count();
        while (high - low > 1) {
            final int middle = low + high >>> 1;
            if (files.firstTimeNs(middle) < timeNs) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long inFile(int index, long from, long timeNs) {
        final CycleFile file = files.file(index);
        for (long position = DamageSkip.ticks(file, from, 0); position != DamageSkip.NOT_FOUND;) {
            final ExcerptHeader header = file.excerpt(position);
            if (header.lastTimeNs() >= timeNs) {
                return slots.load(file, position, header) ? inExcerpt(header, timeNs) : header.firstSequence();
            }
            position = DamageSkip.ticks(file, CycleFile.next(position, file.word(position)), 0);
        }
        return NOT_FOUND;
    }

    private long inExcerpt(ExcerptHeader header, long timeNs) {
        int slot = 0;
        while (slot < header.count() - 1 && slots.wrap(view, slot).receiveTimeNs() < timeNs) {
            slot++;
        }
        return header.firstSequence() + slot;
    }
}
