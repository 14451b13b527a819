package io.tickwire.journal;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads the end of a journal and the state there, over damage wherever just ticks can be lost by it. Definitions must
 * not be: each excerpt says how many came before it, so what follows a hole tells whether there was one in it. One
 * thread.
 */
final class TailReader {
    /**
     * How a file ends.
     *
     * @param path         which file
     * @param end          as it was found
     * @param cut          behind its last whole document
     * @param lastPosition where its last excerpt starts, 0 if it has none
     * @param isHoled      whether something was passed over in it
     * @param damage       what is wrong there, after DAMAGED
     */
    record FileTail(Path path, FileScan.End end, long cut, long lastPosition, boolean isHoled, String damage) {
    }

    private final FileScan scan = new FileScan(new SlotReader());
    private final SlotReader probe = new SlotReader();
    private final Consumer<String> holes;
    private JournalState state = new JournalState();
    private JournalState pending = state;
    private long lastSequence;
    private long lastTimeNs;
    private long pendingPosition;
    private long checkpointPosition;
    private long lastPosition;
    private long lostThrough;
    private boolean isStateKnown;

    /** {@code holes} is told of each hole that was passed. */
    TailReader(Consumer<String> holes) {
        this.holes = holes;
    }

    /** Read a file from its last checkpoint on, if it has one. */
    FileTail readFromCheckpoint(CycleFile file) {
        return read(file, startOf(file), 0, false);
    }

    /** Read a file that follows the one before and whose checkpoint can't be read: that is a hole. */
    FileTail readOn(CycleFile file) {
        return read(file, 0, lastSequence + 1, true);
    }

    /** Whether a file has no tick because its writer died while it was starting it. */
    static boolean isUnfinished(CycleFile file) {
        if (!file.isWhole()) {
            return file.word(0) == 0 || CycleFile.isIncomplete(file.word(0));
        }
        final FileScan.End end = new FileScan(new SlotReader()).run(file, 0, 0, (position, header) -> { });
        return end != FileScan.End.DAMAGED && DamageSkip.ticks(file, 0, 0) == DamageSkip.NOT_FOUND;
    }

    private FileTail read(CycleFile file, long from, long expected, boolean isHole) {
        boolean isHoled = isHole;
        lastPosition = 0;
        FileScan.End end = scan.run(file, from, expected, this::onExcerpt);
        while (isStateKnown && end == FileScan.End.DAMAGED) {
            final long behind = behindHole(file);
            if (behind == DamageSkip.NOT_FOUND) {
                break;
            }
            isHoled = true;
            holes.accept("the journal file " + file.path() + " is damaged at byte " + scan.position() + " ("
                + scan.damage() + "); " + lost() + ", what follows can be read");
            end = scan.run(file, behind, 0, this::onExcerpt);
        }
        // Chronicle Queue writes an excerpt's length last.
        if (end == FileScan.End.OPEN && file.isWrittenBehind(scan.position())) {
            end = FileScan.End.HALF_WRITTEN;
        }
        return new FileTail(file.path(), end, scan.position(), lastPosition, isHoled, scan.damage());
    }

    private String lost() {
        return lostThrough <= lastSequence ? "no tick was there" : "the ticks " + (lastSequence + 1) + " to "
            + lostThrough + " are lost, which a replay tells as a gap";
    }

    private static long startOf(CycleFile file) {
        final ExcerptHeader last = file.excerpt(file.writePosition());
        final long position = last == null ? 0 : last.checkpointPosition();
        final ExcerptHeader checkpoint = position > 0 ? file.excerpt(position) : null;
        return checkpoint != null && checkpoint.type() == ExcerptHeader.CHECKPOINT ? position : 0;
    }

    /** The next whole excerpt from which reading can go on as if nothing had been there but ticks. */
    private long behindHole(CycleFile file) {
        lostThrough = 0;
        long position = DamageSkip.any(file, scan.position());
        while (position != DamageSkip.NOT_FOUND) {
            final ExcerptHeader header = file.excerpt(position);
            if (header.firstSequence() > lastSequence && probe.load(file, position, header)) {
                lostThrough = lostThrough == 0 ? header.firstSequence() - 1 : lostThrough;
                if (isComplete(header)) {
                    return position;
                }
            }
            position = DamageSkip.any(file, CycleFile.next(position, file.word(position)));
        }
        return DamageSkip.NOT_FOUND;
    }

    private boolean isComplete(ExcerptHeader header) {
        return header.type() == ExcerptHeader.TICKS
            ? header.mask() != 0 && header.isAfterDefinitions(state.definitionCount())
            : header.isPart(ExcerptHeader.FIRST_PART);
    }

    private void onExcerpt(long position, ExcerptHeader header) {
        lastPosition = position;
        if (header.type() == ExcerptHeader.CHECKPOINT) {
            if (header.isPart(ExcerptHeader.FIRST_PART)) {
                pending = new JournalState();
                pendingPosition = position;
            }
            scan.forEachSlot(header, pending::onTick);
            if (header.isPart(ExcerptHeader.LAST_PART)) {
                pending.definitionCount(header.definitionCount());
                state = pending;
                checkpointPosition = pendingPosition;
                isStateKnown = true;
                lastSequence = header.firstSequence() - 1;
            }
        } else {
            scan.forEachSlot(header, state::onTick);
            lastSequence = header.lastSequence();
        }
        lastTimeNs = Math.max(lastTimeNs, header.lastTimeNs());
    }

    boolean isStateKnown() {
        return isStateKnown;
    }

    JournalState state() {
        return state;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** Greatest receive time seen. */
    long lastTimeNs() {
        return lastTimeNs;
    }

    /** Where the last complete checkpoint starts, in the file that has it; 0 if there is none. */
    long checkpointPosition() {
        return checkpointPosition;
    }
}
