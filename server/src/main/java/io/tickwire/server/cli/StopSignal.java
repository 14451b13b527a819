package io.tickwire.server.cli;

import org.agrona.concurrent.ShutdownSignalBarrier;

/**
 * SIGTERM or Ctrl-C, the way to end a command that runs until it is told to. To be made when all has started; from
 * then on the process ends by {@link #exit} alone.
 */
final class StopSignal {
    // Never closed: its shutdown hook would then let the JVM end with the signal's exit code, 143, before ours.
    private final ShutdownSignalBarrier barrier = new ShutdownSignalBarrier();

    /** Wait for the signal. */
    void await() {
        barrier.await();
    }

    /** End the process with {@link ExitCode#OK}: an orderly stop is no failure. Call it when all is closed. */
    void exit() {
        Runtime.getRuntime().halt(ExitCode.OK);
    }
}
