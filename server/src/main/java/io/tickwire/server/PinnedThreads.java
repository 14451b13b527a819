package io.tickwire.server;

import net.openhft.affinity.Affinity;

import java.util.concurrent.ThreadFactory;

/** Makes the threads of agents: they may stay on one core, and wake when they asked to. */
final class PinnedThreads {
    /** Any core. */
    static final int ANY = -1;

    private PinnedThreads() {
    }

    /**
     * A factory for one core.
     *
     * @param core number of the core, -1 for any
     * @return makes daemon threads
     */
    static ThreadFactory on(int core) {
        return task -> {
            final Thread thread = new Thread(() -> {
                if (core != ANY) {
                    Affinity.setAffinity(core);
                }
                TimerSlack.removeForThisThread();
                task.run();
            });
            thread.setDaemon(true);
            return thread;
        };
    }
}
