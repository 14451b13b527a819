package io.tickwire.server.cli;

import org.agrona.concurrent.ShutdownSignalBarrier;

/**
 * SIGTERM or Ctrl-C, the way to end a command that runs until it is told to. Once it is made, the process ends by
 * {@link #exit} alone, or as usual after {@link #cancel}.
 */
final class StopSignal {
    // Never closed: its shutdown hook would then let the JVM end with the signal's exit code, 143, before ours.
    private final ShutdownSignalBarrier barrier = new ShutdownSignalBarrier();

    /** Wait for the signal. */
    void await() {
        barrier.await();
    }

    /** Let the process end in another way: the start has failed. */
    void cancel() {
        barrier.close();
    }

    /** End the process with {@link ExitCode#OK}: an orderly stop is no failure. Call it when all is closed. */
    void exit() {
        Runtime.getRuntime().halt(ExitCode.OK);
    }
}
