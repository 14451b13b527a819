package io.tickwire.server.cli;

import org.agrona.BitUtil;

/** Where in the publication each of the last ticks ended. One thread; does not allocate. */
final class SentPositions {
    private final long[] positions;
    private long count;

    /**
     * Remember enough.
     *
     * @param limit how many ticks at least
     */
    SentPositions(int limit) {
        positions = new long[BitUtil.findNextPositivePowerOfTwo(limit)];
    }

    /** A tick was sent, and ended there. */
    void add(long position) {
        positions[(int) count & positions.length - 1] = position;
        count++;
    }

    /** How many of the remembered ticks ended after the one position and not after the other. */
    int between(long fromPosition, long toPosition) {
        int found = 0;
        for (long i = count - 1; i >= Math.max(0, count - positions.length); i--) {
            final long position = positions[(int) i & positions.length - 1];
            if (position <= fromPosition) {
                break;
            }
            found += position <= toPosition ? 1 : 0;
        }
        return found;
    }
}
