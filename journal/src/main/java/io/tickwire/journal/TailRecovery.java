package io.tickwire.journal;

import org.agrona.ErrorHandler;

import java.nio.file.Path;

/**
 * Makes the journal's end whole before it is appended to, and restores the state there. Only the files from the last
 * complete checkpoint on are read. Works on the files themselves, before Chronicle Queue opens them: it would wait
 * for a writer that is dead.
 */
final class TailRecovery {
    private final Path directory;
    private final ErrorHandler errors;
    private final Runnable beforeLoss;
    private final TailReader reader;
    private TailReader.FileTail tail;
    private boolean wholeTicksLost;
    private boolean lastFileClosed;

    /** {@code beforeLoss} notes that whole ticks are lost, before anything is cut and the traces are gone. */
    TailRecovery(Path directory, ErrorHandler errors, Runnable beforeLoss) {
        this.directory = directory;
        this.errors = errors;
        this.beforeLoss = beforeLoss;
        reader = new TailReader(hole -> errors.onError(new JournalException(hole)));
    }

    /**
     * Go back to the newest file with a checkpoint that can be read, then on from there to the newest file; cut what is
     * torn at its end.
     */
    void run() {
        final Path[] files = CycleFile.list(directory);
        int known = files.length - 1;
        while (known >= 0 && !isCheckpointIn(files[known])) {
            known--;
        }
        for (int i = known + 1; i < files.length; i++) {
            if (known < 0 || !isPartOfJournal(files[i])) {
                setAside(files[i]);
            }
        }
        if (known >= 0) {
            mend();
        }
    }

    private boolean isCheckpointIn(Path path) {
        try (CycleFile file = new CycleFile(path)) {
            if (file.isWhole()) {
                tail = reader.readFromCheckpoint(file);
            }
        }
        return reader.isStateKnown();
    }

    /** Whether ticks could be read of a file whose own checkpoint can't be. */
    private boolean isPartOfJournal(Path path) {
        final long before = reader.lastSequence();
        try (CycleFile file = new CycleFile(path)) {
            final TailReader.FileTail read = reader.readOn(file);
            if (reader.lastSequence() > before) {
                tail = read;
            }
        }
        return reader.lastSequence() > before;
    }

    private void setAside(Path path) {
        final boolean isUnfinished;
        try (CycleFile file = new CycleFile(path)) {
            isUnfinished = TailReader.isUnfinished(file);
        }
        if (!isUnfinished) {
            beforeLoss.run();
        }
        final Path aside = TailFile.setAside(path, isUnfinished ? ".unfinished" : ".damaged");
        wholeTicksLost |= !isUnfinished;
        errors.onError(new JournalException("the journal file " + path + (isUnfinished
            ? " was being started when the server died; no tick is in it"
            : " is damaged at its start; its ticks are lost and the journal gets a new epoch")
            + "; it was renamed to " + aside.getFileName()));
    }

    private void mend() {
        switch (tail.end()) {
            case CLOSED -> lastFileClosed = true;
            case DAMAGED -> {
                wholeTicksLost = true;
                lastFileClosed = true;
                beforeLoss.run();
                TailFile.close(tail);
                errors.onError(new JournalException("the journal file " + tail.path() + " is damaged at byte "
                    + tail.cut() + " (" + tail.damage() + "); everything behind it was cut off; the last whole tick is "
                    + lastSequence() + "; the journal gets a new epoch"));
            }
            case OPEN, HALF_WRITTEN -> {
                // Chronicle Queue would stumble over a hole on its way to the end.
                lastFileClosed = tail.isHoled();
                if (lastFileClosed) {
                    TailFile.close(tail);
                } else {
                    TailFile.truncate(tail.path(), tail.cut());
                }
                if (tail.end() == FileScan.End.HALF_WRITTEN) {
                    errors.onError(new JournalException("the journal file " + tail.path()
                        + " ends with a half-written excerpt at byte " + tail.cut()
                        + "; it was cut off; the last whole tick is " + lastSequence()));
                }
            }
        }
    }

    JournalState state() {
        return reader.state();
    }

    long lastSequence() {
        return reader.lastSequence();
    }

    /** Greatest receive time seen. */
    long lastTimeNs() {
        return reader.lastTimeNs();
    }

    /** Where the last complete checkpoint of the newest file starts; 0 if there is no file. */
    long checkpointPosition() {
        return reader.checkpointPosition();
    }

    /** Whether ticks that were journaled, and so may have been seen by subscribers, are gone. */
    boolean isWholeTicksLost() {
        return wholeTicksLost;
    }

    /** Where the newest file goes on; 0 if it can't be appended to or there is none. */
    long lastFileEnd() {
        return lastFileClosed || tail == null ? 0 : tail.cut();
    }
}
