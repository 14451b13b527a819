package io.tickwire.server.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM or Ctrl-C, for a command that looks now and then whether it should end. The process then ends with
 * {@link ExitCode#OK} once this is closed: all is written.
 */
final class StopRequest implements AutoCloseable {
    private static final long TIMEOUT_MS = 5_000;

    private final CountDownLatch finished = new CountDownLatch(1);
    /** Set by the thread that ends the process, read by the command's. */
    private volatile boolean isMade;

    StopRequest() {
        // Left in place: once the command has ended it finds nothing to do.
        Runtime.getRuntime().addShutdownHook(new Thread(this::onExit, "stop-request"));
    }

    /** Whether the command should end. */
    boolean isMade() {
        return isMade;
    }

    private void onExit() {
        if (finished.getCount() == 0) {
            return;
        }
        isMade = true;
        try {
            finished.await(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.OK);
    }

    @Override
    public void close() {
        finished.countDown();
    }
}
