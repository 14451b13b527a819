package io.tickwire.gateway;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads bring about. */
final class Await {
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NS = 200_000;

    private Await() {
    }

    /** Wait until the condition holds; if it never does, fail with the message. */
    static void until(Supplier<String> message, BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("not within 20 s: " + message.get());
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }
}
