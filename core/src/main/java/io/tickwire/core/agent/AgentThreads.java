package io.tickwire.core.agent;

import java.util.concurrent.ThreadFactory;

/** Makes the threads that agents run on. Asked by the thread that starts them. */
@FunctionalInterface
public interface AgentThreads {
    /** In place of the number of a core: any. */
    int ANY_CORE = -1;

    /**
     * For an agent that moves data, or serves those who wait for it.
     *
     * @param core number of the core, {@link #ANY_CORE} for any
     * @return makes threads for that core
     */
    ThreadFactory on(int core);

    /**
     * For an agent that is not in a hurry.
     *
     * @return makes threads that may step back for all others
     */
    default ThreadFactory forUpkeep() {
        return on(ANY_CORE);
    }
}
