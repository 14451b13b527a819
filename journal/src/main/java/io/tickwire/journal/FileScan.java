package io.tickwire.journal;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickHandler;

/**
 * Walks the excerpts of one file, checking every checksum and number, until the file's end or its first damage. One
 * thread.
 */
final class FileScan {
    /** How a file ends. */
    enum End {
        /** Nothing was written yet behind the last excerpt. */
        OPEN,
        /** The writer has gone on to another file. */
        CLOSED,
        /** An excerpt is being written, or was when the writer died. */
        HALF_WRITTEN,
        /** What comes is no excerpt of ours, or its checksum or numbers are wrong. */
        DAMAGED
    }

    /** What a scan hands over: a checkpoint's slots, then ticks. */
    interface Visitor {
        /** An excerpt that is whole. */
        void onExcerpt(long position, ExcerptHeader header);
    }

    private final SlotReader slots;
    private final Tick view = new Tick();
    private long position;
    private long lastPosition;
    private long nextSequence;
    private String damage = "";

    FileScan(SlotReader slots) {
        this.slots = slots;
    }

    /** Walk on from a document; {@code expected} is the next tick's number, 0 if any will do. */
    End run(CycleFile file, long from, long expected, Visitor visitor) {
        position = from;
        lastPosition = 0;
        nextSequence = expected;
        while (true) {
            final int word = file.word(position);
            if (word == 0 || word == CycleFile.END_OF_FILE || CycleFile.isIncomplete(word)) {
                // A live writer writes the word first, then where its last document starts.
                if (position > file.writePosition()) {
                    return word == 0 ? End.OPEN : word == CycleFile.END_OF_FILE ? End.CLOSED : End.HALF_WRITTEN;
                }
                if (file.word(position) == word) {
                    damage = "the file ends before its last excerpt";
                    return End.DAMAGED;
                }
            } else if (CycleFile.isMetaData(word)) {
                if (!file.isOwn(position)) {
                    damage = "no document of Chronicle Queue's";
                    return End.DAMAGED;
                }
                position = CycleFile.next(position, word);
            } else {
                final ExcerptHeader header = file.excerpt(position);
                if (!isGood(file, header)) {
                    return End.DAMAGED;
                }
                visitor.onExcerpt(position, header);
                nextSequence = header.type() == ExcerptHeader.TICKS
                    ? header.lastSequence() + 1 : header.firstSequence();
                lastPosition = position;
                position = CycleFile.next(position, word);
            }
        }
    }

    private boolean isGood(CycleFile file, ExcerptHeader header) {
        if (header == null) {
            damage = "no valid excerpt header";
        } else if (!slots.load(file, position, header)) {
            damage = "the checksum of the slots is wrong";
        } else if (nextSequence != 0 && header.firstSequence() != nextSequence) {
            damage = "sequence number " + header.firstSequence() + " where " + nextSequence + " should follow";
        } else {
            return true;
        }
        return false;
    }

    /** Hand over the slots of the excerpt that a visitor was just shown. */
    void forEachSlot(ExcerptHeader header, TickHandler handler) {
        final int count = header.count();
        for (int i = 0; i < count; i++) {
            handler.onTick(slots.wrap(view, i));
        }
    }

    /** Where the scan ended: behind the last good document. */
    long position() {
        return position;
    }

    /** Where the last good excerpt starts; 0 if there was none. */
    long lastPosition() {
        return lastPosition;
    }

    /** The next tick's number as far as the scan went, 0 if it saw none. */
    long nextSequence() {
        return nextSequence;
    }

    /** What is wrong where the scan of a file ended, empty if nothing is; the newest file may be half-written there. */
    String problem(End end, boolean isNewest) {
        if (end == End.DAMAGED) {
            return "damaged at byte " + position + ": " + damage;
        }
        if (end == End.HALF_WRITTEN && !isNewest) {
            return "half-written at byte " + position + ", and there is a newer file";
        }
        return "";
    }

    /** What is wrong at {@link #position}, after DAMAGED. */
    String damage() {
        return damage;
    }
}
