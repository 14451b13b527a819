package io.tickwire.journal;

/**
 * Finds an excerpt by sequence number in one file, by binary search over the index that Chronicle Queue keeps in the
 * file (the position of every n-th document), then a walk over at most n excerpt headers. Stateless; does not
 * allocate.
 */
final class CycleIndex {
    /** {@link #walk}: the file does not reach that far. */
    static final long NOT_FOUND = -1;

    private static final int HEADER_SCAN_START = 0x50;
    private static final int HEADER_SCAN_END = 0x100;
    private static final byte INT64_CODE = (byte) 0xA7;
    private static final byte ARRAY_CODE = (byte) 0x8D;
    private static final int ENTRY_LIMIT = 1 << 15;

    private CycleIndex() {
    }

    /** Position of an indexed excerpt at or a little before a sequence number; 0 if there is none. */
    static long indexed(CycleFile file, long sequence) {
        final long table = entries(file, tablePosition(file));
        if (table > 0) {
            final long page = lastNotAfter(file, table, sequence, true);
            if (page > 0) {
                return lastNotAfter(file, entries(file, page), sequence, false);
            }
        }
        return 0;
    }

    /**
     * From a document on: the first TICKS excerpt that ends at or after a sequence number, or the first damaged one
     * before that, or NOT_FOUND.
     */
    static long walk(CycleFile file, long from, long sequence) {
        long position = from;
        while (true) {
            final int word = file.word(position);
            if (word == 0 || CycleFile.isIncomplete(word) || word == CycleFile.END_OF_FILE) {
                return NOT_FOUND;
            }
            if (!CycleFile.isMetaData(word)) {
                final ExcerptHeader header = file.excerpt(position);
                if (header == null || header.type() == ExcerptHeader.TICKS && header.lastSequence() >= sequence) {
                    return position;
                }
            }
            position = CycleFile.next(position, word);
        }
    }

    private static long lastNotAfter(CycleFile file, long entries, long sequence, boolean pages) {
        if (entries <= 0) {
            return 0;
        }
        final long capacity = Math.min(ENTRY_LIMIT, file.getLong(entries - 2 * Long.BYTES));
        long low = -1;
        long high = capacity;
        while (high - low > 1) {
            final long middle = low + high >>> 1;
            final long target = file.getLong(entries + middle * Long.BYTES);
            final long document = pages && target > 0 ? file.getLong(Math.max(0, entries(file, target))) : target;
            final ExcerptHeader header = document > 0 ? file.excerpt(document) : null;
            if (header != null && header.firstSequence() <= sequence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low < 0 ? 0 : file.getLong(entries + low * Long.BYTES);
    }

    /** The first aligned int64 behind the roll data in the file's header is the position of the table of pages. */
    private static long tablePosition(CycleFile file) {
        for (long at = HEADER_SCAN_START; at < HEADER_SCAN_END; at++) {
            if (file.getByte(at) == INT64_CODE && (at + 1) % Long.BYTES == 0) {
                return file.getLong(at + 1);
            }
        }
        return 0;
    }

    /** Chronicle pads the array in an index document so that its longs are aligned; capacity and use come first. */
    private static long entries(CycleFile file, long document) {
        if (document <= 0 || !CycleFile.isMetaData(file.word(document))) {
            return 0;
        }
        final long start = document + Integer.BYTES;
        for (long at = start + 2 + file.getByte(start + 1); at < start + 40; at++) {
            if (file.getByte(at) == ARRAY_CODE && (at + 1) % Long.BYTES == 0) {
                return at + 1 + 2 * Long.BYTES;
            }
        }
        return 0;
    }
}
