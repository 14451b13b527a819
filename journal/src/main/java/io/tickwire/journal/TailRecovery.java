package io.tickwire.journal;

import org.agrona.ErrorHandler;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Makes the journal's end whole before it is appended to, and restores the state there. Only the files from the last
 * complete checkpoint on are read. Works on the files themselves, before Chronicle Queue opens them: it would wait
 * for a writer that is dead.
 */
final class TailRecovery {
    private static final long UNWRITTEN = 0;

    private final Path directory;
    private final ErrorHandler errors;
    private final Runnable beforeLoss;
    private final FileScan scan = new FileScan(new SlotReader());
    private JournalState state = new JournalState();
    private JournalState pending = state;
    private long lastSequence;
    private long lastTimeNs;
    private long pendingPosition;
    private long checkpointPosition;
    private boolean isStateKnown;
    private boolean wholeTicksLost;
    private boolean lastFileClosed;

    /** {@code beforeLoss} notes that whole ticks are lost, before anything is cut and the traces are gone. */
    TailRecovery(Path directory, ErrorHandler errors, Runnable beforeLoss) {
        this.directory = directory;
        this.errors = errors;
        this.beforeLoss = beforeLoss;
    }

    /** Cut what is torn, newest file first, and read the state. */
    void run() {
        final Path[] files = CycleFile.list(directory);
        for (int i = files.length - 1; i >= 0 && !isStateKnown; i--) {
            recover(files[i]);
        }
    }

    private void recover(Path path) {
        final boolean isWhole;
        final int word;
        final long written;
        FileScan.End end = FileScan.End.DAMAGED;
        try (CycleFile file = new CycleFile(path)) {
            isWhole = file.isWhole();
            word = file.word(0);
            written = file.writePosition();
            if (isWhole) {
                end = scan.run(file, startOf(file), 0, this::onExcerpt);
                // Chronicle Queue writes an excerpt's length last.
                if (end == FileScan.End.OPEN && file.isWrittenBehind(scan.position())) {
                    end = FileScan.End.HALF_WRITTEN;
                }
            }
        }
        if (isStateKnown) {
            mend(path, end, written);
        } else {
            final boolean isUnfinished = isWhole ? end != FileScan.End.DAMAGED && written < scan.position()
                : word == 0 || CycleFile.isIncomplete(word);
            setAside(path, isUnfinished);
        }
    }

    private void setAside(Path path, boolean isUnfinished) {
        final Path aside = path.resolveSibling(path.getFileName() + (isUnfinished ? ".unfinished" : ".damaged"));
        if (!isUnfinished) {
            beforeLoss.run();
        }
        try {
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new JournalException("can't set aside the journal file " + path + ": " + e, e);
        }
        wholeTicksLost |= !isUnfinished;
        errors.onError(new JournalException("the journal file " + path + (isUnfinished
            ? " was being started when the server died; no tick is in it"
            : " is damaged at its start; its ticks are lost and the journal gets a new epoch")
            + "; it was renamed to " + aside.getFileName()));
    }

    private void mend(Path path, FileScan.End end, long written) {
        final long cut = scan.position();
        if (end == FileScan.End.CLOSED) {
            lastFileClosed = true;
        } else if (end == FileScan.End.DAMAGED || written >= cut) {
            wholeTicksLost = true;
            lastFileClosed = true;
            beforeLoss.run();
            close(path, cut);
            errors.onError(new JournalException("the journal file " + path + " is damaged at byte " + cut + " ("
                + (end == FileScan.End.DAMAGED ? scan.damage() : "the file ends before its last excerpt")
                + "); everything behind it was cut off; the last whole tick is " + lastSequence
                + "; the journal gets a new epoch"));
        } else {
            truncate(path, cut);
            if (end == FileScan.End.HALF_WRITTEN) {
                errors.onError(new JournalException("the journal file " + path + " ends with a half-written excerpt"
                    + " at byte " + cut + "; it was cut off; the last whole tick is " + lastSequence));
            }
        }
    }

    private static long startOf(CycleFile file) {
        final ExcerptHeader last = file.excerpt(file.writePosition());
        if (last == null || last.checkpointPosition() == UNWRITTEN) {
            return 0;
        }
        final long position = last.checkpointPosition();
        final ExcerptHeader checkpoint = file.excerpt(position);
        return checkpoint != null && checkpoint.type() == ExcerptHeader.CHECKPOINT ? position : 0;
    }

    private void onExcerpt(long position, ExcerptHeader header) {
        if (header.type() == ExcerptHeader.CHECKPOINT) {
            if (header.isPart(ExcerptHeader.FIRST_PART)) {
                pending = new JournalState();
                pendingPosition = position;
            }
            scan.forEachSlot(header, pending::onTick);
            if (header.isPart(ExcerptHeader.LAST_PART)) {
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

    /** Chronicle extends a file again, with zeros, when it maps it. */
    private static void truncate(Path path, long length) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        } catch (final IOException e) {
            throw new JournalException("can't cut the journal file " + path + ": " + e, e);
        }
    }

    private static void close(Path path, long cut) {
        truncate(path, cut);
        final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        final UnsafeBuffer view = new UnsafeBuffer(bytes);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            view.putInt(0, CycleFile.END_OF_FILE, ByteOrder.LITTLE_ENDIAN);
            channel.write(bytes.limit(Integer.BYTES), cut);
            view.putLong(0, 0);
            channel.write(bytes.clear(), CycleFile.writePositionOffset());
        } catch (final IOException e) {
            throw new JournalException("can't close the journal file " + path + ": " + e, e);
        }
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

    /** Where the last complete checkpoint of the newest file starts; 0 if there is no file. */
    long checkpointPosition() {
        return checkpointPosition;
    }

    /** Whether ticks that were journaled, and so may have been seen by subscribers, are gone. */
    boolean isWholeTicksLost() {
        return wholeTicksLost;
    }

    /** Whether the newest file can't be appended to. */
    boolean isLastFileClosed() {
        return lastFileClosed;
    }
}
