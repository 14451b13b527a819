package io.tickwire.ingest.recorded;

import java.util.Comparator;
import java.util.TreeMap;

/** One side of a book: the shares at each price. A level that is in doubt is kept, but is not the best. One thread. */
final class ItchLevels {
    /** All orders at one price. */
    static final class Level {
        private final long price;
        private long shares;
        private boolean isDoubted;
        private boolean wasCrossed;

        private Level(long price) {
            this.price = price;
        }

        long price() {
            return price;
        }

        long shares() {
            return shares;
        }
    }

    private final boolean isBid;
    private final TreeMap<Long, Level> levels;

    ItchLevels(boolean isBid) {
        this.isBid = isBid;
        this.levels = new TreeMap<>(isBid ? Comparator.<Long>reverseOrder() : Comparator.<Long>naturalOrder());
    }

    /** Add shares at a price, or with a negative number take them away. */
    Level change(long price, long shares) {
        final Level level = levels.computeIfAbsent(price, Level::new);
        level.shares += shares;
        if (level.shares == 0) {
            levels.remove(price);
        }
        return level;
    }

    /** The best level that is not in doubt; null if there is none. */
    Level best() {
        for (final Level level : levels.values()) {
            if (!level.isDoubted) {
                return level;
            }
        }
        return null;
    }

    /** Whether a level of this side and one of the other would have traded with each other. */
    boolean isCrossed(Level own, Level other) {
        return own != null && other != null && (isBid ? own.price > other.price : own.price < other.price);
    }

    /**
     * An order was added to a level that crosses a level of the other side, which can't be: one of the two is there
     * only because a message was damaged. The first time it is taken to be the new one, and a level that is crossed
     * once more is taken to be wrong itself.
     */
    void settle(Level own, ItchLevels others) {
        Level other = others.best();
        while (isCrossed(own, other) && other.wasCrossed) {
            other.isDoubted = true;
            other = others.best();
        }
        if (isCrossed(own, other)) {
            other.wasCrossed = true;
            own.isDoubted = true;
            return;
        }
        for (final Level level : levels.values()) {
            level.isDoubted &= isCrossed(level, other);
        }
    }
}
