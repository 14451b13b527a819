package io.tickwire.server;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * How a thread stands beside others where there are more of them than cores. On Linux each thread has a nice value of
 * its own (setpriority(2), "C library/kernel differences"); {@link Thread#setPriority} does nothing there.
 */
final class ThreadPriority {
    /** A tenth of the processor's time beside a usual thread: {@code sched_prio_to_weight} in the kernel. */
    static final int GIVES_WAY = 10;
    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;

    private interface CLibrary extends Library {
        int setpriority(int which, int who, int niceness);
    }

    private ThreadPriority() {
    }

    /**
     * Let the calling thread give way to usual ones.
     *
     * @return whether it could be said; elsewhere than on Linux it can't, and the thread stays as it was
     */
    static boolean lowerForThisThread() {
        if (!Platform.isLinux()) {
            return false;
        }
        try {
            return Native.load("c", CLibrary.class).setpriority(PRIO_PROCESS, THIS_THREAD, GIVES_WAY) == 0;
        } catch (final UnsatisfiedLinkError e) {
            return false;
        }
    }
}
