package io.tickwire.journal;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickFilter;
import io.tickwire.core.tick.TickHandler;
import org.agrona.ErrorHandler;

import java.util.Arrays;

/**
 * Reads ticks out of the mapped files. Where each read stopped is kept in a small table by the number that comes
 * next, so that hundreds of readers at different positions go on without a search.
 */
final class JournalHistory implements TickHistory {
    private static final int HINTS = 4096;
    private static final int CHECKED = 1 << 16;

    private final Journal journal;
    private final ErrorHandler errors;
    private final FileSet files;
    private final SlotReader slots = new SlotReader();
    private final TimeSearch timeSearch;
    private final Tick view = new Tick();
    private final long[] hintSequences = new long[HINTS];
    private final long[] hintPositions = new long[HINTS];
    private final int[] hintFiles = new int[HINTS];
    private final long[] checkedPositions = new long[CHECKED];
    private final int[] checkedFiles = new int[CHECKED];
    private long reportedAt = -1;
    private int fileIndex;
    private long position;
    private int wantedLeft;

    JournalHistory(Journal journal, FileSet files, ErrorHandler errors) {
        this.journal = journal;
        this.errors = errors;
        this.files = files;
        this.timeSearch = new TimeSearch(files);
    }

    @Override
    public long oldest() {
        final long next = journal.lastSequence() + 1;
        if (!journal.isComplete()) {
            return next;
        }
        refresh();
        final long first = files.count() == 0 ? FileSet.NONE : files.firstSequence(0);
        return first == FileSet.NONE ? next : Math.min(next, first);
    }

    @Override
    public int read(long fromSequence, int limit, TickFilter filter, int wantedLimit, TickHandler handler) {
        final long last = journal.lastSequence();
        if (fromSequence < 1 || fromSequence > last || !journal.isComplete()) {
            return 0;
        }
        refresh();
        if (!locate(fromSequence)) {
            return 0;
        }
        final long end = Math.min(last, fromSequence + limit - 1);
        long next = fromSequence;
        wantedLeft = wantedLimit;
        while (next <= end && wantedLeft > 0) {
            if (!seek(next)) {
                report(next, true);
                break;
            }
            final CycleFile file = files.file(fileIndex);
            final ExcerptHeader header = file.excerpt(position);
            final boolean isHole = header.firstSequence() > next;
            final boolean isPassed = !isHole && !filter.mayWant(header.mask());
            if (isHole || !isPassed && !load(file, header)) {
                report(next, isHole);
                break;
            }
            final int firstSlot = (int) (next - header.firstSequence());
            final int afterSlot = (int) Math.min(header.count(), end - header.firstSequence() + 1);
            next = header.firstSequence() + (isPassed ? afterSlot : hand(firstSlot, afterSlot, filter, handler));
        }
        remember(next);
        return (int) (next - fromSequence);
    }

    /** Hand over what is wanted of some slots; returns behind which one it stopped. */
    private int hand(int firstSlot, int afterSlot, TickFilter filter, TickHandler handler) {
        int slot = slots.nextWanted(filter, firstSlot, afterSlot);
        while (slot < afterSlot) {
            handler.onTick(slots.wrap(view, slot));
            slot++;
            if (--wantedLeft == 0) {
                return slot;
            }
            slot = slots.nextWanted(filter, slot, afterSlot);
        }
        return afterSlot;
    }

    @Override
    public long positionAt(long timeNs) {
        if (!journal.isComplete()) {
            return UNKNOWN;
        }
        refresh();
        final long last = journal.lastSequence();
        final long first = timeSearch.firstSince(timeNs);
        if (first == TimeSearch.NOT_FOUND || first > last) {
            return last;
        }
        // What came before the oldest tick may have been of that time too.
        return first > 1 && first == oldest() ? UNKNOWN : first - 1;
    }

    @Override
    public void keep(long sequence) {
        refresh();
        if (sequence <= journal.lastSequence()) {
            final int index = files.find(sequence);
            if (index >= 0) {
                files.use(index);
            }
        }
    }

    @Override
    public void releaseUnused(long nowNs) {
        files.releaseUnused(nowNs);
    }

    /** When files come or go, their indexes mean something else. */
    private void refresh() {
        if (files.refresh(journal.fileVersion())) {
            Arrays.fill(hintSequences, 0);
            Arrays.fill(checkedPositions, 0);
        }
    }

    @Override
    public long missingThrough(long fromSequence) {
        final long last = journal.lastSequence();
        if (fromSequence < 1 || fromSequence > last || !journal.isComplete()) {
            return fromSequence - 1;
        }
        refresh();
        if (!locate(fromSequence)) {
            return fromSequence - 1;
        }
        if (!seek(fromSequence)) {
            return last;
        }
        final CycleFile file = files.file(fileIndex);
        final ExcerptHeader header = file.excerpt(position);
        if (header.firstSequence() > fromSequence) {
            return Math.min(last, header.firstSequence() - 1);
        }
        return slots.load(file, position, header) ? fromSequence - 1 : header.lastSequence();
    }

    /** A place at or before a number; false if the journal does not reach back to it. */
    private boolean locate(long sequence) {
        final int hint = (int) (mix(sequence) & HINTS - 1);
        if (hintSequences[hint] == sequence) {
            fileIndex = hintFiles[hint];
            position = hintPositions[hint];
            return files.use(fileIndex);
        }
        fileIndex = files.find(sequence);
        if (fileIndex < 0 || !files.use(fileIndex)) {
            return false;
        }
        position = CycleIndex.indexed(files.file(fileIndex), sequence);
        return true;
    }

    /** From there on, the first whole excerpt that ends at or after a number, also in a file further on. */
    private boolean seek(long sequence) {
        long found = find(position, sequence);
        while (found == CycleIndex.NOT_FOUND) {
            if (!nextFile()) {
                return false;
            }
            found = find(0, sequence);
        }
        position = found;
        return true;
    }

    private long find(long from, long sequence) {
        final CycleFile file = files.file(fileIndex);
        final long found = CycleIndex.walk(file, from, sequence);
        return found != CycleIndex.NOT_FOUND && file.excerpt(found) != null ? found
            : DamageSkip.ticks(file, Math.max(from, found), sequence);
    }

    private boolean nextFile() {
        if (fileIndex + 1 >= files.count()) {
            return false;
        }
        fileIndex++;
        position = 0;
        return files.use(fileIndex);
    }

    private boolean load(CycleFile file, ExcerptHeader header) {
        final int slot = (int) (mix(position + fileIndex) & CHECKED - 1);
        if (checkedPositions[slot] == position && checkedFiles[slot] == fileIndex) {
            slots.loadChecked(file, position);
            return true;
        }
        if (!slots.load(file, position, header)) {
            return false;
        }
        checkedPositions[slot] = position;
        checkedFiles[slot] = fileIndex;
        return true;
    }

    private void remember(long next) {
        final int hint = (int) (mix(next) & HINTS - 1);
        hintSequences[hint] = next;
        hintFiles[hint] = fileIndex;
        hintPositions[hint] = position;
    }

    private void report(long sequence, boolean isHole) {
        if (reportedAt != sequence) {
            reportedAt = sequence;
            errors.onError(new JournalException("the journal " + (isHole ? "is damaged or has a hole before byte "
                : "is damaged at byte ") + position + " of " + files.file(fileIndex).path() + "; tick " + sequence
                + " can't be read from it"));
        }
    }

    private static long mix(long value) {
        final long mixed = value * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ mixed >>> 32;
    }

    @Override
    public void close() {
        files.close();
    }
}
