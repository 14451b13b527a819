package io.tickwire.server.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * SIGTERM or Ctrl-C, for a command that runs on until it is told to end, and must end in order. The process waits for
 * that until this is closed, but not for long.
 */
final class StopRequest implements AutoCloseable {
    private static final long TIMEOUT_MS = 5_000;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Runnable whenMade;
    private final Consumer<Boolean> whenFinished;
    /** Set by the thread that ends the process, read by the command's. */
    private volatile boolean isMade;

    /** {@code whenFinished} gets whether the command ended in time. Both run on the thread that ends the process. */
    StopRequest(Runnable whenMade, Consumer<Boolean> whenFinished) {
        this.whenMade = whenMade;
        this.whenFinished = whenFinished;
        // Left in place: once the command has ended it finds nothing to wait for.
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
        whenMade.run();
        try {
            whenFinished.accept(finished.await(TIMEOUT_MS, TimeUnit.MILLISECONDS));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
    }
}
