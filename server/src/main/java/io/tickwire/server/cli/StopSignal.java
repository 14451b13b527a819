package io.tickwire.server.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM or Ctrl-C, the way to end a command that runs until it is told to. The first one, or {@link #request}, asks
 * for an orderly end; the next one ends the process at once, with 128 and the signal's number as shells have it.
 */
final class StopSignal {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final List<ProcessSignal> signals;

    StopSignal() {
        signals = List.of(ProcessSignal.on("TERM", this::onSignal), ProcessSignal.on("INT", this::onSignal));
    }

    private void onSignal(int number) {
        if (requested.getCount() == 0) {
            Runtime.getRuntime().halt(ExitCode.SIGNAL + number);
        }
        requested.countDown();
    }

    /** Any thread: ask for an orderly end, as a signal does. */
    void request() {
        requested.countDown();
    }

    /** Wait for the signal. */
    void await() {
        try {
            requested.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Let the process end in another way: the start has failed. */
    void cancel() {
        signals.forEach(ProcessSignal::restore);
    }

    /** End the process with {@link ExitCode#OK}: an orderly stop is no failure. Call it when all is closed. */
    void exit() {
        Runtime.getRuntime().halt(ExitCode.OK);
    }
}
