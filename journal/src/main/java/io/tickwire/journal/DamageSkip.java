package io.tickwire.journal;

/** Finds what is whole behind damage. Stateless; takes a few milliseconds at most. */
final class DamageSkip {
    static final long NOT_FOUND = CycleIndex.NOT_FOUND;

    /** So far the next whole excerpt is looked for byte by byte; behind that, the next file is. */
    private static final int SCAN_LENGTH = 8 << 20;

    private DamageSkip() {
    }

    /** From a document on: the first excerpt with a valid header, or NOT_FOUND. */
    static long any(CycleFile file, long from) {
        long position = from;
        while (position != NOT_FOUND) {
            final int word = file.word(position);
            final boolean isEnd = word == 0 || word == CycleFile.END_OF_FILE || CycleFile.isIncomplete(word);
            if (isEnd && position >= file.writePosition()) {
                return NOT_FOUND;
            }
            if (CycleFile.isMetaData(word) && file.isOwn(position)) {
                position = CycleFile.next(position, word);
            } else if (file.excerpt(position) != null) {
                return position;
            } else {
                position = scan(file, position + Integer.BYTES);
            }
        }
        return NOT_FOUND;
    }

    /** From a document on: the first excerpt of ticks that ends at or after a number, or NOT_FOUND. */
    static long ticks(CycleFile file, long from, long sequence) {
        long position = any(file, from);
        while (position != NOT_FOUND) {
            final ExcerptHeader header = file.excerpt(position);
            if (header.type() == ExcerptHeader.TICKS && header.lastSequence() >= sequence) {
                return position;
            }
            position = any(file, CycleFile.next(position, file.word(position)));
        }
        return NOT_FOUND;
    }

    private static long scan(CycleFile file, long from) {
        final long end = Math.min(file.length(), from + SCAN_LENGTH);
        for (long position = from; position < end; position += Integer.BYTES) {
            if (file.excerpt(position) != null) {
                return position;
            }
        }
        return NOT_FOUND;
    }
}
