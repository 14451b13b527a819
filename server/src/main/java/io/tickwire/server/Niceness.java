package io.tickwire.server;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Lets a thread step back for others where they want the same core: on Linux each thread has a nice value of its own
 * (setpriority(2), "C library/kernel differences"), and may always raise it.
 */
final class Niceness {
    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;
    private static final boolean IS_LINKED = isLinked();

    private Niceness() {
    }

    private static boolean isLinked() {
        if (!Platform.isLinux()) {
            return false;
        }
        try {
            Native.register(Niceness.class, "c");
            return true;
        } catch (final LinkageError e) {
            return false;
        }
    }

    private static native int setpriority(int which, int who, int nice);

    /**
     * Set the nice value of the calling thread, and of no other.
     *
     * @param nice 1 to 19, as great as now or greater
     * @return whether it could be set; elsewhere than on Linux it can't, and nothing changes
     */
    static boolean ofThisThread(int nice) {
        return IS_LINKED && setpriority(PRIO_PROCESS, THIS_THREAD, nice) == 0;
    }
}
