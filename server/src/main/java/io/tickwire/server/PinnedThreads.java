package io.tickwire.server;

import net.openhft.affinity.Affinity;

import java.util.concurrent.ThreadFactory;

/** Makes threads that stay on one core. */
final class PinnedThreads {
    /** Any core. */
    private static final int ANY = -1;

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
            final Thread thread = new Thread(core == ANY ? task : () -> {
                Affinity.setAffinity(core);
                task.run();
            });
            thread.setDaemon(true);
            return thread;
        };
    }
}
