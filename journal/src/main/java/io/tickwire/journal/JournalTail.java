package io.tickwire.journal;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickHandler;

import java.nio.file.Path;

/**
 * Reads a journal on and on while another process writes it, from file to file, without a lock and without changing
 * anything. What retention deletes before it was read is left out. One thread. Made by {@link JournalInspector#tail}.
 */
public final class JournalTail implements AutoCloseable {
    /** After so many polls that found nothing it is looked whether there is another file. */
    static final int LIST_INTERVAL = 64;

    private final Path directory;
    private final FileScan scan = new FileScan(new SlotReader());
    private TickHandler definitions;
    private TickHandler handler;
    private Path path;
    private CycleFile file;
    private Path newer;
    private long position;
    private long fileNext;
    private long journalNext;
    private long next;
    private boolean isBeforeStart;
    private int emptyPolls;
    private int ticks;

    /** Begins in a file, or, if that is null, in the first one that comes; 0 is behind what is there now. */
    JournalTail(Path directory, Path start, long from) {
        this.directory = directory;
        next = from;
        isBeforeStart = from == 0;
        path = start;
    }

    /**
     * Read what was written since the last call, up to the journal's end. The first call also reads what comes before
     * the start in the same file, which can take seconds.
     *
     * @param definitionHandler gets slots of checkpoints and of ticks before the start
     * @param tickHandler       gets the ticks from the start on, in order; if it throws, this can only be closed
     * @return how many ticks were handed over
     * @throws JournalException if damage stops the reading, after what comes before it was handed over
     */
    public int poll(TickHandler definitionHandler, TickHandler tickHandler) {
        definitions = definitionHandler;
        handler = tickHandler;
        ticks = 0;
        boolean goesOn = true;
        while (goesOn) {
            goesOn = path == null ? goTo(FileOrder.first(directory)) : readFile();
            if (isBeforeStart) {
                isBeforeStart = false;
                next = journalNext;
            }
        }
        emptyPolls = ticks == 0 ? emptyPolls + 1 : 0;
        return ticks;
    }

    /**
     * What comes next.
     *
     * @return the sequence number that the next tick has, or a later one if there is a hole; 0 if nothing is known yet
     */
    public long nextSequence() {
        return next;
    }

    /** Read a file to where it ends by now; true if there is another one to go on in. */
    private boolean readFile() {
        if (emptyPolls % LIST_INTERVAL == LIST_INTERVAL - 1) {
            findNewer();
        }
        // Known before the scan: nothing is added to a file once a newer one has begun.
        final boolean isOver = newer != null && FileOrder.hasBegun(newer);
        FileScan.End end;
        try {
            end = scan(isOver);
        } catch (final InternalError e) {
            // A server that starts has cut off what was half-written, and the mapping reached into that.
            close();
            return false;
        } catch (final JournalException e) {
            if (!FileOrder.isGone(e)) {
                throw e;
            }
            close();
            end = FileScan.End.CLOSED;
        }
        if (end == FileScan.End.CLOSED) {
            findNewer();
        } else if (!isOver) {
            closeUnlessBegun();
            return false;
        }
        return goTo(newer);
    }

    private FileScan.End scan(boolean isOver) {
        if (file == null) {
            file = new CycleFile(path);
        }
        if (!file.isWhole()) {
            // Looked at twice, since the header may have become whole in between.
            if (isOver || file.word(0) > 0 && !file.isWhole()) {
                throw damage("damaged at byte 0: no valid file header");
            }
            return FileScan.End.OPEN;
        }
        final FileScan.End end;
        try {
            end = scan.run(file, position, fileNext, this::onExcerpt);
        } finally {
            position = scan.position();
        }
        final String problem = scan.problem(end, !isOver);
        if (!problem.isEmpty()) {
            throw damage(problem);
        }
        return end;
    }

    private void findNewer() {
        if (newer == null) {
            newer = FileOrder.after(directory, path);
        }
    }

    private boolean goTo(Path other) {
        if (other == null) {
            return false;
        }
        close();
        path = other;
        newer = null;
        position = 0;
        fileNext = 0;
        return true;
    }

    /** A file without a tick may be set aside and begun anew under the same name. */
    private void closeUnlessBegun() {
        if (fileNext == 0) {
            close();
            position = 0;
        }
    }

    private void onExcerpt(long at, ExcerptHeader header) {
        if (fileNext == 0 && header.firstSequence() < journalNext) {
            throw damage("begins with sequence number " + header.firstSequence() + " where " + journalNext
                + " should follow");
        }
        final boolean isTicks = header.type() == ExcerptHeader.TICKS;
        scan.forEachSlot(header, isTicks ? this::onTick : definitions);
        fileNext = isTicks ? header.lastSequence() + 1 : header.firstSequence();
        journalNext = fileNext;
    }

    private void onTick(Tick tick) {
        if (isBeforeStart || tick.sequence() < next) {
            definitions.onTick(tick);
        } else {
            next = tick.sequence() + 1;
            ticks++;
            handler.onTick(tick);
        }
    }

    private JournalException damage(String what) {
        return new JournalException(path.getFileName() + ": " + what);
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
