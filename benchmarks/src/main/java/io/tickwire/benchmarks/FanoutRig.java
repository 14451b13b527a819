package io.tickwire.benchmarks;

import io.tickwire.benchmarks.load.Crowd;
import io.tickwire.benchmarks.load.CrowdTotals;
import io.tickwire.benchmarks.load.ServerProcess;
import io.tickwire.benchmarks.load.TickPump;
import io.tickwire.core.counters.CounterId;
import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** A server in a process of its own, a publisher, and subscribers that must be kept in step. One thread. */
final class FanoutRig implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(120);
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(30);
    /** Of all subscribers together that may wait in sockets; more would be more memory than the system gives them. */
    private static final int WAITING_LIMIT_BYTES = 256 << 20;
    private static final int TICK_BYTES = 40;
    /** With thousands of subscribers it takes seconds until each has the buffers that it needs. */
    static final double WARM_UP_FACTOR = 1.5;
    private static final int LEAST_WINDOW_TICKS = 2_048;
    private static final int LARGEST_WINDOW_TICKS = 32_768;

    /**
     * What was seen.
     *
     * @param seconds         how long it was measured
     * @param published       ticks that were published
     * @param received        what all subscribers got
     * @param cpuSeconds      that the server used
     * @param latencyNs       from publication to client
     * @param offeredFraction real rate of publication by the intended one
     */
    record Measured(double seconds, long published, CrowdTotals received, double cpuSeconds, Histogram latencyNs,
                    double offeredFraction) {
        double deliveredPerSecond() {
            return received.ticks() / seconds;
        }

        double framesPerSecond() {
            return received.frames() / seconds;
        }

        double ticksPerFrame() {
            return (double) received.ticks() / received.frames();
        }

        double publishedPerSecond() {
            return published / seconds;
        }

        double cpuSecondsPerMillionDelivered() {
            return cpuSeconds * 1e6 / received.ticks();
        }

        double cpuSecondsPerMillionPublished() {
            return cpuSeconds * 1e6 / published;
        }
    }

    private final ServerProcess server;
    private final TickPump pump;
    private final Crowd crowd;
    private final Crowd others;
    private final long offset;
    private int subscriberCount;

    /**
     * Start the server and publish one quote of each instrument.
     *
     * @param instruments how many are defined
     * @param inUse       how many are quoted after that
     * @param readers     threads that read
     * @param settings    of the server, as KEY=VALUE
     * @throws IOException if the server does not start
     */
    FanoutRig(int instruments, int inUse, int readers, List<String> settings) throws IOException {
        server = new ServerProcess(List.of(), settings);
        try {
            pump = new TickPump(server.connectPublisher(), instruments, inUse);
            // A definition takes a number too.
            offset = awaitHead(2 * instruments);
            crowd = new Crowd(server.port(), readers);
            others = new Crowd(server.port(), 1);
        } catch (final IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The position once all is journaled that was published. */
    private long awaitHead(int numbers) throws IOException {
        server.await(CounterId.INGEST_TICKS, taken -> taken >= numbers);
        final long head = server.counter(CounterId.RING_PUBLISHED);
        server.await(CounterId.JOURNAL_POSITION, journaled -> journaled >= head);
        return head;
    }

    /** Subscribers that are measured; returns once each has had a frame. */
    void connect(int count, IntFunction<String> request) throws IOException {
        crowd.connect(count, request, CONNECT_LIMIT);
        crowd.awaitAll(offset, CONNECT_LIMIT);
        subscriberCount += count;
    }

    /** Subscribers that are only there. */
    void connectOthers(int count, IntFunction<String> request) throws IOException {
        others.connect(count, request, CONNECT_LIMIT);
    }

    /** How many ticks may wait between the publisher and the slowest of so many subscribers. */
    static int windowTicks(int subscribers) {
        return Math.max(LEAST_WINDOW_TICKS,
            Math.min(LARGEST_WINDOW_TICKS, WAITING_LIMIT_BYTES / TICK_BYTES / subscribers));
    }

    /** As much as goes through while every subscriber is kept in step, after some time to warm up. */
    Measured maximum(double seconds) throws IOException {
        final int window = windowTicks(subscriberCount);
        pump.pumpInStep(crowd, offset, window, (long) (WARM_UP_FACTOR * seconds * 1e9));
        return measure(() -> {
            pump.pumpInStep(crowd, offset, window, (long) (seconds * 1e9));
            return 1;
        });
    }

    /** A fixed rate; returns once every subscriber has all of it. */
    Measured openLoop(double ticksPerSecond, double seconds) throws IOException {
        final Measured measured =
            measure(() -> pump.pumpAt(ticksPerSecond, (long) (seconds * 1e9)) / ticksPerSecond);
        measured.latencyNs().add(crowd.takeLatencies());
        return measured;
    }

    private interface Load {
        double run() throws IOException;
    }

    private Measured measure(Load load) throws IOException {
        crowd.takeLatencies();
        final long published = pump.published();
        final CrowdTotals received = crowd.totals();
        final double cpuSeconds = server.cpuSeconds();
        final long startNs = System.nanoTime();
        final double offeredFraction = load.run();
        final Measured measured = new Measured((System.nanoTime() - startNs) / 1e9, pump.published() - published,
            crowd.totals().minus(received), server.cpuSeconds() - cpuSeconds, crowd.takeLatencies(), offeredFraction);
        crowd.awaitAll(offset + pump.published(), ARRIVAL_LIMIT);
        crowd.check();
        others.check();
        return measured;
    }

    /** How often one was told that it is slow, so far. */
    int slowCount() {
        return crowd.slowCount();
    }

    /** How often one fell behind what is live since its socket was full, so far. */
    long fellBehind() throws IOException {
        return server.counter(CounterId.FANOUT_FELL_BEHIND);
    }

    ServerProcess server() {
        return server;
    }

    @Override
    public void close() {
        crowd.close();
        others.close();
        pump.close();
        server.close();
    }
}
