package io.tickwire.benchmarks.load;

import org.agrona.IoUtil;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another JVM, with the flags and the class path of this one, in a directory of its own. It ends and its directories
 * go when this is closed, or when this process ends.
 */
final class ChildJvm implements AutoCloseable {
    private static final long CHECK_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long STOP_AT_EXIT_MS = 5_000;

    private final Path directory;
    private final List<Path> remains;
    /** Written under the lock of this, which the hook takes; null until it is started. */
    private Process process;
    /** Guarded by this; set once the process must not be there any more. */
    private boolean isCleared;
    private final Thread hook = new Thread(this::clear, "bench-child-end");

    /**
     * Start it; what it says goes to a file.
     *
     * @param directory  of its own; deleted at the end
     * @param remains    further directories to delete at the end, there or not
     * @param jvmOptions beside the flags of this JVM; they win
     * @param main       its main class
     * @param arguments  of it
     * @throws IOException if it can't be started
     */
    ChildJvm(Path directory, List<Path> remains, List<String> jvmOptions, String main, List<String> arguments)
        throws IOException {
        this.directory = directory;
        this.remains = remains;
        final ProcessBuilder builder = new ProcessBuilder(JvmCommand.of(jvmOptions, main, arguments))
            .redirectErrorStream(true).redirectOutput(log().toFile());
        ServerSettings.removeFrom(builder.environment());
        try {
            // First, as it is refused while this JVM ends: then nothing is started that would be left behind.
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (final IllegalStateException e) {
            IoUtil.delete(directory.toFile(), true);
            throw new IOException("this process is about to end", e);
        }
        start(builder);
    }

    private synchronized void start(ProcessBuilder builder) throws IOException {
        if (isCleared) {
            throw new IOException("this process is about to end");
        }
        process = builder.start();
    }

    private Path log() {
        return directory.resolve("output.log");
    }

    /**
     * Wait until it has said something.
     *
     * @param pattern  in what it says
     * @param longest  then this gives up
     * @return where it was found
     * @throws IOException if it ends or the time passes, with what it has said
     */
    Matcher await(Pattern pattern, Duration longest) throws IOException {
        final long deadlineNs = System.nanoTime() + longest.toNanos();
        while (true) {
            final boolean isAlive = process.isAlive();
            final String said = Files.readString(log());
            final Matcher matcher = pattern.matcher(said);
            if (matcher.find()) {
                return matcher;
            }
            if (!isAlive || System.nanoTime() - deadlineNs > 0) {
                throw new IOException("a process " + (isAlive ? "was not ready in " + longest.toSeconds() + " s"
                    : "ended with " + process.exitValue()) + "; it said:\n" + said);
            }
            LockSupport.parkNanos(CHECK_NS);
        }
    }

    /** Its standard input. */
    OutputStream input() {
        return process.getOutputStream();
    }

    long pid() {
        return process.pid();
    }

    /** User and system time so far, to some 10 ms. */
    double cpuSeconds() throws IOException {
        return process.info().totalCpuDuration().map(Duration::toNanos)
            .orElseThrow(() -> new IOException("the server has ended, or the system does not tell its CPU time"))
            / 1e9;
    }

    /** Ask it to end, as SIGTERM does. */
    void terminate() {
        process.destroy();
    }

    /**
     * Wait for its end.
     *
     * @param longest then this gives up
     * @return whether it has ended
     */
    boolean awaitEnd(Duration longest) {
        try {
            return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void clear() {
        isCleared = true;
        if (process != null) {
            end();
        }
        remains.forEach(path -> IoUtil.delete(path.toFile(), true));
        IoUtil.delete(directory.toFile(), true);
    }

    private void end() {
        process.destroy();
        if (!awaitEnd(Duration.ofMillis(STOP_AT_EXIT_MS))) {
            process.destroyForcibly();
            awaitEnd(Duration.ofMillis(STOP_AT_EXIT_MS));
        }
    }

    /** Ask it to end, kill it if it does not in 5 s, and delete its directories. */
    @Override
    public void close() {
        if (isHookTakenBack()) {
            clear();
        }
    }

    /** False while this JVM ends: then the hook clears. */
    private boolean isHookTakenBack() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            return false;
        }
    }
}
