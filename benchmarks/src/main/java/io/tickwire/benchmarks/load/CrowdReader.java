package io.tickwire.benchmarks.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread that reads for many subscribers and sleeps while nothing comes. What it counts any thread may read. */
final class CrowdReader implements Runnable {
    private static final int BUFFER_BYTES = 1 << 19;
    private static final long SELECT_MS = 20;
    private static final long HIGHEST_NS = TimeUnit.MINUTES.toNanos(2);
    private static final long NOT_YET = -1;

    private final Selector selector;
    private final ReadBuffer input = ReadBuffer.own(BUFFER_BYTES);
    private final Queue<CrowdClient> arriving = new ConcurrentLinkedQueue<>();
    private final AtomicInteger openCount = new AtomicInteger();
    private final AtomicInteger goodbyeCount = new AtomicInteger();
    private final AtomicInteger slowCount = new AtomicInteger();
    private final SingleWriterRecorder latencies = new SingleWriterRecorder(HIGHEST_NS, 3);
    private long[] throughs = {};
    private int subscribed;
    private long tickCount;
    private long frameCount;
    private long byteCount;
    /** Written by the reading thread, read by all; so are the next ones. */
    private volatile CrowdTotals totals = CrowdTotals.NONE;
    private volatile long slowestThrough = NOT_YET;
    private volatile int subscribedCount;
    private volatile Exception failure;
    /** Set by any thread. */
    private volatile boolean isGoodbyeExpected;
    private volatile boolean isStopped;

    CrowdReader() throws IOException {
        selector = Selector.open();
    }

    ReadBuffer input() {
        return input;
    }

    /** Any thread: read for this one too. */
    void add(CrowdClient client) {
        arriving.add(client);
        selector.wakeup();
    }

    @Override
    public void run() {
        try (selector) {
            while (!isStopped) {
                selector.select(this::onReady, SELECT_MS);
                takeArrivals();
                publish();
            }
            for (final SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (final IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void takeArrivals() throws IOException {
        for (CrowdClient client = arriving.poll(); client != null; client = arriving.poll()) {
            client.channel().configureBlocking(false);
            client.channel().register(selector, SelectionKey.OP_READ, client);
        }
    }

    private void onReady(SelectionKey key) {
        final CrowdClient client = (CrowdClient) key.attachment();
        try {
            byteCount += client.poll();
        } catch (final IOException e) {
            key.cancel();
            if (client.channel().isOpen()) {
                failed(e);
            }
            close(client);
        }
    }

    private void close(CrowdClient client) {
        try {
            client.close();
        } catch (final IOException e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        if (failure == null) {
            failure = e;
        }
    }

    private void publish() {
        long slowest = Long.MAX_VALUE;
        for (final long through : throughs) {
            slowest = Math.min(slowest, through);
        }
        if (frameCount != totals.frames()) {
            totals = new CrowdTotals(tickCount, frameCount, byteCount);
        }
        // Whoever waits for a position or for subscribers finds the rest as new.
        slowestThrough = slowest;
        subscribedCount = subscribed;
    }

    void onOpen() {
        openCount.getAndIncrement();
    }

    void onSubscribed(int index) {
        if (index >= throughs.length) {
            final int length = throughs.length;
            throughs = Arrays.copyOf(throughs, Math.max(index + 1, 2 * length));
            Arrays.fill(throughs, length, throughs.length, Long.MAX_VALUE);
        }
        throughs[index] = NOT_YET;
        subscribed++;
    }

    void onSlow() {
        slowCount.getAndIncrement();
    }

    void onFrame(int index, long through, int ticks, long timeNs) {
        throughs[index] = through;
        frameCount++;
        if (ticks > 0) {
            tickCount += ticks;
            latencies.recordValueWithCount(Math.min(HIGHEST_NS, Math.max(0, System.nanoTime() - timeNs)), ticks);
        }
    }

    void onGoodbye(int code, String reason) {
        if (!isGoodbyeExpected) {
            failed(new IOException("the server closed a connection with " + code + " " + reason));
        }
        // Last, so that whoever counts them also sees the failure.
        goodbyeCount.getAndIncrement();
    }

    /** Any thread: closes are no failure from now on. */
    void expectGoodbye() {
        isGoodbyeExpected = true;
    }

    int openCount() {
        return openCount.get();
    }

    int subscribedCount() {
        return subscribedCount;
    }

    int goodbyeCount() {
        return goodbyeCount.get();
    }

    int slowCount() {
        return slowCount.get();
    }

    long slowestThrough() {
        return slowestThrough;
    }

    CrowdTotals totals() {
        return totals;
    }

    Exception failure() {
        return failure;
    }

    /** One thread at a time: what was recorded since the last call. */
    Histogram takeLatencies() {
        return latencies.getIntervalHistogram();
    }

    /** Any thread: close all and end. */
    void stop() {
        isStopped = true;
        selector.wakeup();
    }
}
