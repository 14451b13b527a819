package io.tickwire.fanout;

import java.util.Arrays;

/**
 * Instruments in the order of their last quote: a linked list over arrays, the newest at the end. With it, what
 * changed after any position is found without keeping anything per subscriber. Fan-out thread only.
 */
final class ChangeOrder {
    /** No instrument. */
    static final int NONE = 0;

    private int[] newer = new int[64];
    private int[] older = new int[64];
    private int newest = NONE;

    /**
     * Make room.
     *
     * @param instrumentId the greatest id
     */
    void ensure(int instrumentId) {
        if (instrumentId >= newer.length) {
            newer = Arrays.copyOf(newer, Math.max(instrumentId + 1, 2 * newer.length));
            older = Arrays.copyOf(older, newer.length);
        }
    }

    /**
     * Move an instrument to the end.
     *
     * @param instrumentId which has a new quote
     */
    void touch(int instrumentId) {
        if (newest == instrumentId) {
            return;
        }
        final int before = older[instrumentId];
        final int after = newer[instrumentId];
        if (before != NONE) {
            newer[before] = after;
        }
        if (after != NONE) {
            older[after] = before;
        }
        older[instrumentId] = newest;
        newer[instrumentId] = NONE;
        if (newest != NONE) {
            newer[newest] = instrumentId;
        }
        newest = instrumentId;
    }

    int newest() {
        return newest;
    }

    int olderThan(int instrumentId) {
        return older[instrumentId];
    }

    int newerThan(int instrumentId) {
        return newer[instrumentId];
    }
}
