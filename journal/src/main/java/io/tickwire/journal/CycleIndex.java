package io.tickwire.journal;

/**
 * Finds an excerpt by sequence number or by time in one file, by binary search over the index that Chronicle Queue
 * keeps in the file (the position of every n-th document), then a walk over at most n excerpt headers. Stateless; does
 * not allocate.
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

    /** What is looked for. */
    enum Goal {
        /** A sequence number. */
        SEQUENCE {
            @Override
            boolean isNotAfter(ExcerptHeader header, long value) {
                return header.firstSequence() <= value;
            }
        },
        /** The first tick received at a time or later, ns since 1970. */
        TIME {
            @Override
            boolean isNotAfter(ExcerptHeader header, long value) {
                // A checkpoint's time is the journal's, in whole ms.
                return header.firstTimeNs() + (header.type() == ExcerptHeader.CHECKPOINT ? MS_NS : 0) < value;
            }
        };

        private static final long MS_NS = 1_000_000;

        abstract boolean isNotAfter(ExcerptHeader header, long value);
    }

    /** Position of an indexed excerpt at or a little before what is looked for; 0 if there is none. */
    static long indexed(CycleFile file, Goal goal, long value) {
        final long table = entries(file, tablePosition(file));
        if (table > 0) {
            final long page = lastNotAfter(file, table, goal, value, true);
            if (page > 0) {
                return lastNotAfter(file, entries(file, page), goal, value, false);
            }
        }
        return 0;
    }

    static long indexed(CycleFile file, long sequence) {
        return indexed(file, Goal.SEQUENCE, sequence);
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
            if (!CycleFile.isMetaData(word) || !file.isOwn(position)) {
                final ExcerptHeader header = file.excerpt(position);
                if (header == null || header.type() == ExcerptHeader.TICKS && header.lastSequence() >= sequence) {
                    return position;
                }
            }
            position = CycleFile.next(position, word);
        }
    }

    private static long lastNotAfter(CycleFile file, long entries, Goal goal, long value, boolean pages) {
        if (entries <= 0) {
            return 0;
        }
        long low = -1;
        long high = Math.min(ENTRY_LIMIT, file.getLong(entries - 2 * Long.BYTES));
        while (high - low > 1) {
            final long middle = low + high >>> 1;
            long probe = middle;
            ExcerptHeader header = header(file, entries, probe, pages);
            // A damaged one says nothing; the next one does. Behind the last one are zeros.
            while (header == null && probe + 1 < high && file.getLong(entries + probe * Long.BYTES) > 0) {
                header = header(file, entries, ++probe, pages);
            }
            if (header != null && goal.isNotAfter(header, value)) {
                low = probe;
            } else {
                high = middle;
            }
        }
        return low < 0 ? 0 : file.getLong(entries + low * Long.BYTES);
    }

    private static ExcerptHeader header(CycleFile file, long entries, long index, boolean pages) {
        final long target = file.getLong(entries + index * Long.BYTES);
        final long document = pages && target > 0 ? file.getLong(Math.max(0, entries(file, target))) : target;
        return document > 0 ? file.excerpt(document) : null;
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
