package io.tickwire.benchmarks.load;

import io.aeron.Aeron;
import io.tickwire.config.AeronConfig;
import io.tickwire.config.ConfigLoader;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.FeedPublisher;
import io.tickwire.server.cli.TickwireMain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/**
 * The real server in a process of its own, with the flags of this one, and the way to publish to it. On Linux the
 * monotonic clock is the same in all processes, so a tick's time may be that of {@link System#nanoTime}. One thread.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final Pattern PORT = Pattern.compile("WebSocket +ws://\\S+:(\\d+) [\\s\\S]*\n +counters .*\n");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration COUNTER_LIMIT = Duration.ofMinutes(1);
    private static final long CHECK_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int SOURCE_ID = 1;

    private final Path directory;
    private final ChildJvm jvm;
    private final AeronConfig aeronConfig;
    private final int port;
    private final Aeron aeron;

    /**
     * Start it; returns once it serves. Its limits on the connections of an address, which all clients here share, are
     * lifted; all else is as by default, unless a setting says otherwise.
     *
     * @param jvmOptions beside the flags of this JVM
     * @param settings   as KEY=VALUE; the last one wins
     * @throws IOException if it does not start, with what it said
     */
    public ServerProcess(List<String> jvmOptions, List<String> settings) throws IOException {
        directory = Files.createTempDirectory("tickwire-load");
        final Path driver = (Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : directory)
            .resolve(directory.getFileName() + "-aeron");
        final List<String> overrides = new ArrayList<>(ServerSettings.of(directory, driver));
        overrides.addAll(List.of("gateway.port=0", "http.port=0"));
        overrides.addAll(settings);
        aeronConfig = new ConfigLoader().overrides(overrides).load().config().aeron();
        jvm = new ChildJvm(directory, List.of(driver), jvmOptions, TickwireMain.class.getName(),
            ServerSettings.arguments(overrides));
        try {
            port = Integer.parseInt(jvm.await(PORT, START_LIMIT).group(1));
            aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.toString())
                .errorHandler(error -> System.err.println("the server's media driver: " + error.getMessage())));
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

    /** Where its files are; the media driver's directory, elsewhere, has a name that begins with the same. */
    Path directory() {
        return directory;
    }

    /** Of the process. */
    long pid() {
        return jvm.pid();
    }

    /**
     * A way to publish to it, of which there may be one; the caller closes it before the server.
     *
     * @return connected, or about to be
     */
    public FeedPublisher connectPublisher() {
        return FeedPublisher.connect(aeron, aeronConfig.channel(), aeronConfig.streamId(), SOURCE_ID);
    }

    /**
     * A counter of the server.
     *
     * @param id which
     * @return its value
     * @throws IOException if the server has ended and its files are gone
     */
    public long counter(CounterId id) throws IOException {
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        CounterFile.print(directory.resolve("data"), new PrintStream(text, true, StandardCharsets.UTF_8));
        return text.toString(StandardCharsets.UTF_8).lines().map(String::strip)
            .filter(line -> line.endsWith("  " + id.label())).findFirst()
            .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
            .orElseThrow(() -> new IOException("the server has no counter " + id));
    }

    /**
     * Wait until a counter is as it should be.
     *
     * @param id        which
     * @param condition of its value
     * @throws IOException if that takes more than a minute, with its value
     */
    public void await(CounterId id, LongPredicate condition) throws IOException {
        final long deadlineNs = System.nanoTime() + COUNTER_LIMIT.toNanos();
        for (long value = counter(id); !condition.test(value); value = counter(id)) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IOException("after a minute the server's counter is still " + value + ": " + id.label());
            }
            LockSupport.parkNanos(CHECK_NS);
        }
    }

    /**
     * What the server has used of all cores so far.
     *
     * @return user and system time in seconds, to some 10 ms
     * @throws IOException if it has ended
     */
    public double cpuSeconds() throws IOException {
        return jvm.cpuSeconds();
    }

    /**
     * The server's memory; makes it collect its garbage.
     *
     * @return now
     * @throws IOException if it has ended, or a tool is missing
     */
    public MemoryUse memory() throws IOException {
        return MemoryUse.of(jvm.pid());
    }

    /** Ask the server to stop, as SIGTERM does; returns at once. */
    public void terminate() {
        aeron.close();
        jvm.terminate();
    }

    /**
     * Wait until the server has ended.
     *
     * @param longest then this gives up
     * @return whether it has
     */
    public boolean awaitEnd(Duration longest) {
        return jvm.awaitEnd(longest);
    }

    /** Stop the server if it runs, kill it if it does not stop, and delete its files. */
    @Override
    public void close() {
        aeron.close();
        jvm.close();
    }
}
