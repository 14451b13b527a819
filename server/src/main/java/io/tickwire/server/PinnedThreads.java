package io.tickwire.server;

import io.tickwire.core.agent.AgentThreads;
import net.openhft.affinity.Affinity;

import java.util.concurrent.ThreadFactory;

/** Makes the threads of agents: they may stay on one core, and wake when they asked to; upkeep steps back. */
final class PinnedThreads implements AgentThreads {
    /** Where cores are few, the line goes first: it may find a page missing, but does not wait for a slice. */
    static final int UPKEEP_NICE = 10;

    @Override
    public ThreadFactory on(int core) {
        return task -> daemon(() -> {
            if (core != ANY_CORE) {
                Affinity.setAffinity(core);
            }
            TimerSlack.removeForThisThread();
            task.run();
        });
    }

    @Override
    public ThreadFactory forUpkeep() {
        return task -> daemon(() -> {
            Niceness.ofThisThread(UPKEEP_NICE);
            task.run();
        });
    }

    private static Thread daemon(Runnable task) {
        final Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
