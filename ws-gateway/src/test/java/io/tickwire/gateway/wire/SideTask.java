package io.tickwire.gateway.wire;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What goes on beside the test's own thread. */
final class SideTask<T> {
    private final FutureTask<T> task;

    SideTask(Callable<T> work) {
        task = new FutureTask<>(work);
        final Thread thread = new Thread(task, "side-task");
        thread.setDaemon(true);
        thread.start();
    }

    boolean isDone() {
        return task.isDone();
    }

    T result() throws Exception {
        try {
            return task.get(30, TimeUnit.SECONDS);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (final TimeoutException e) {
            throw new AssertionError("the other side has not ended within 30 s", e);
        }
    }
}
