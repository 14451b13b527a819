package io.tickwire.benchmarks.load;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * Many subscribers, read by few threads; each checks that nothing was left out. All methods are for one thread, that of
 * the benchmark, but for {@link #slowestThrough}, which any thread may call.
 */
public final class Crowd implements AutoCloseable {
    /** A server's queue of connections that it has not accepted yet is not endless. */
    private static final int HANDSHAKE_LIMIT = 64;
    private static final long CHECK_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private final InetSocketAddress server;
    private final SourceAddresses sources;
    private final List<CrowdReader> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private int connectedCount;

    /**
     * Nobody yet.
     *
     * @param port        of a server on the loopback address
     * @param threadCount how many threads read, 1 or more
     * @throws IOException if the system does not let them
     */
    public Crowd(int port, int threadCount) throws IOException {
        server = new InetSocketAddress("127.0.0.1", port);
        sources = SourceAddresses.ofThisMachine();
        for (int i = 0; i < threadCount; i++) {
            readers.add(new CrowdReader());
            threads.add(new Thread(readers.get(i), "bench-reader-" + i));
            threads.get(i).setDaemon(true);
            threads.get(i).start();
        }
    }

    /**
     * Connect more subscribers; returns once each has its answer to its request.
     *
     * @param count   how many, 0 or more
     * @param request what the first, second and so on of these asks
     * @param longest then this gives up
     * @throws IOException if one is refused, or the time passes
     */
    public void connect(int count, IntFunction<String> request, Duration longest) throws IOException {
        final long deadlineNs = System.nanoTime() + longest.toNanos();
        for (int i = 0; i < count; i++) {
            final int before = connectedCount;
            await(() -> before - sum(CrowdReader::openCount) < HANDSHAKE_LIMIT, deadlineNs, "shake hands");
            final SocketChannel channel = SocketChannel.open();
            final InetSocketAddress source = sources.of(connectedCount);
            if (source != null) {
                channel.bind(source);
            }
            channel.connect(server);
            final CrowdReader reader = readers.get(connectedCount % readers.size());
            reader.add(new CrowdClient(channel, reader, connectedCount / readers.size(), request.apply(i)));
            connectedCount++;
        }
        await(() -> sum(CrowdReader::subscribedCount) == connectedCount, deadlineNs, "be subscribed");
    }

    /**
     * Wait until every subscriber has what comes up to a position.
     *
     * @param position of the server
     * @param longest  then this gives up
     * @throws IOException if one has failed, or the time passes
     */
    public void awaitAll(long position, Duration longest) throws IOException {
        await(() -> slowestThrough() >= position, System.nanoTime() + longest.toNanos(),
            "receive all up to " + position);
    }

    private void await(BooleanSupplier condition, long deadlineNs, String what) throws IOException {
        while (!condition.getAsBoolean()) {
            check();
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IOException(String.format("%,d subscribers did not all %s in time: %,d hands shaken, %,d "
                    + "subscribed, slowest at %d", connectedCount, what, sum(CrowdReader::openCount),
                    sum(CrowdReader::subscribedCount), slowestThrough()));
            }
            LockSupport.parkNanos(CHECK_NS);
        }
    }

    /**
     * Whether all is well.
     *
     * @throws IOException if a subscriber missed something, was told of an error, or was closed
     */
    public void check() throws IOException {
        for (final CrowdReader reader : readers) {
            if (reader.failure() != null) {
                throw new IOException(reader.failure());
            }
        }
    }

    private int sum(ToIntFunction<CrowdReader> count) {
        return readers.stream().mapToInt(count).sum();
    }

    /**
     * What every subscriber has.
     *
     * @return a position, -1 while one has nothing yet
     */
    public long slowestThrough() {
        long slowest = Long.MAX_VALUE;
        for (final CrowdReader reader : readers) {
            slowest = Math.min(slowest, reader.slowestThrough());
        }
        return slowest;
    }

    /**
     * What all have received.
     *
     * @return since they connected
     */
    public CrowdTotals totals() {
        return readers.stream().map(CrowdReader::totals).reduce(CrowdTotals.NONE, CrowdTotals::plus);
    }

    /**
     * How often one of them was told that it is slow.
     *
     * @return 0 or more
     */
    public int slowCount() {
        return sum(CrowdReader::slowCount);
    }

    /**
     * From a tick's time to when its frame was read. A frame counts as often as it has ticks, each as old as the first.
     *
     * @return ns, of all subscribers since the last call
     */
    public Histogram takeLatencies() {
        final Histogram all = readers.get(0).takeLatencies();
        readers.stream().skip(1).forEach(reader -> all.add(reader.takeLatencies()));
        return all;
    }

    /** The server is about to close all connections. */
    public void expectGoodbye() {
        readers.forEach(CrowdReader::expectGoodbye);
    }

    /**
     * Wait until each subscriber has been closed by the server.
     *
     * @param longest then this gives up
     * @return how many were
     */
    public int awaitGoodbye(Duration longest) {
        final long deadlineNs = System.nanoTime() + longest.toNanos();
        while (sum(CrowdReader::goodbyeCount) < connectedCount && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(CHECK_NS);
        }
        return sum(CrowdReader::goodbyeCount);
    }

    @Override
    public void close() {
        readers.forEach(CrowdReader::stop);
        try {
            for (final Thread thread : threads) {
                thread.join();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
