package io.tickwire.benchmarks.load;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A {@link FanoutFloor} that runs. */
public final class FloorProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("port (\\d+)\\.");
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private static final long WAIT_NS = TimeUnit.MICROSECONDS.toNanos(20);

    private final ChildJvm jvm;
    private final DataOutputStream allowances;
    private final int port;
    private long allowedTicks = -1;

    /**
     * Start it; it writes once all its clients are there and {@link #runInStep} lets it.
     *
     * @param clients how many
     * @param entries of a frame, 1 or more
     * @throws IOException if it does not start
     */
    public FloorProcess(int clients, int entries) throws IOException {
        final Path directory = Files.createTempDirectory("tickwire-floor");
        jvm = new ChildJvm(directory, List.of(), List.of(), FanoutFloor.class.getName(),
            List.of(Integer.toString(clients), Integer.toString(entries)));
        try {
            allowances = new DataOutputStream(jvm.input());
            port = Integer.parseInt(jvm.await(PORT, START_LIMIT).group(1));
        } catch (final IOException | RuntimeException e) {
            jvm.close();
            throw e;
        }
    }

    /**
     * Where clients connect.
     *
     * @return a port of 127.0.0.1
     */
    public int port() {
        return port;
    }

    /**
     * What it has used of all cores so far.
     *
     * @return user and system time in seconds, to some 10 ms
     * @throws IOException if it has ended
     */
    public double cpuSeconds() throws IOException {
        return jvm.cpuSeconds();
    }

    /**
     * Let it write as much as there can be while the slowest client stays near.
     *
     * @param crowd       its clients
     * @param windowTicks how far the slowest may be behind
     * @param durationNs  how long
     * @throws IOException if it has ended, or a client fails
     */
    public void runInStep(Crowd crowd, int windowTicks, long durationNs) throws IOException {
        final long endNs = System.nanoTime() + durationNs;
        while (System.nanoTime() - endNs < 0) {
            final long allowed = Math.max(0, crowd.slowestThrough()) + windowTicks;
            if (allowed == allowedTicks) {
                crowd.check();
                LockSupport.parkNanos(WAIT_NS);
            } else {
                allowances.writeLong(allowed);
                allowances.flush();
                allowedTicks = allowed;
            }
        }
    }

    @Override
    public void close() {
        jvm.close();
    }
}
