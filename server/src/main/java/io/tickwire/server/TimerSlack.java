package io.tickwire.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much later than asked the system may wake a thread that sleeps. Linux rounds by 50 us, which makes sixty of a
 * back-off's first microsecond (proc(5), {@code /proc/PID/timerslack_ns}).
 */
public final class TimerSlack {
    private static final Path THIS_THREAD = Path.of("/proc/thread-self");

    private TimerSlack() {
    }

    /**
     * Let the calling thread, and no other, be woken as exactly as the system can, from now on.
     *
     * @return whether it could be said; elsewhere than on Linux it can't, and the thread is woken as before
     */
    public static boolean removeForThisThread() {
        try {
            final Path threadId = Files.readSymbolicLink(THIS_THREAD).getFileName();
            Files.writeString(Path.of("/proc", threadId.toString(), "timerslack_ns"), "1");
            return true;
        } catch (final IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
