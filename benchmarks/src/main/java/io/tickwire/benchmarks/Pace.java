package io.tickwire.benchmarks;

/** Publishes ticks at a fixed rate, each as soon as it is due and the rig takes it. One thread. */
final class Pace {
    /** So many that are late go out before something else has its turn. */
    private static final int BURST_TICKS = 64;

    private final Rig rig;
    private final long startNs;
    private final double intervalNs;
    private final long count;
    private final OpenLoop.Watcher watcher;
    private long next;
    private long endNs;

    Pace(Rig rig, long startNs, double intervalNs, long count, OpenLoop.Watcher watcher) {
        this.rig = rig;
        this.startNs = startNs;
        this.intervalNs = intervalNs;
        this.count = count;
        this.watcher = watcher;
    }

    /** Publish what is due; gives whether anything was. */
    boolean publishDue() {
        final long nowNs = System.nanoTime();
        final long due = nowNs < startNs ? 0 : Math.min(count, (long) ((nowNs - startNs) / intervalNs) + 1);
        final long last = Math.min(due, next + BURST_TICKS);
        final long before = next;
        while (next < last && publishNext()) {
            next++;
        }
        if (next > before) {
            endNs = System.nanoTime();
        }
        return next > before;
    }

    /** The tick carries the time at which it is meant to be published, on the clock of this process. */
    private boolean publishNext() {
        final long intendedNs = startNs + (long) (next * intervalNs);
        if (!rig.publishOne(intendedNs)) {
            return false;
        }
        watcher.onPublished(next, intendedNs);
        return true;
    }

    /** Publish all, but no more once it is too late. */
    void publishUntil(long deadlineNs) {
        while (next < count && System.nanoTime() - deadlineNs < 0) {
            if (!publishDue()) {
                Thread.yield();
            }
        }
    }

    /** The rate that came of it. After the last publication. */
    double ticksPerSecond() {
        return next == 0 ? 0 : next * 1e9 / (endNs - startNs + intervalNs);
    }
}
