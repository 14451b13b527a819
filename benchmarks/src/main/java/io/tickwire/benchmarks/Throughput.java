package io.tickwire.benchmarks;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes as fast as every subscriber takes it: the publisher waits once the slowest is a window behind. Without that
 * it would be replays from the journal that are measured.
 */
final class Throughput {
    private static final long WAIT_NS = 20_000;
    private static final long WINDOW_TICKS = 32_768;

    private final Line line;
    /** Ticks that the slowest subscriber has. Written by the reading thread, read by the publishing one. */
    private volatile long received;

    Throughput(Line line) {
        this.line = line;
    }

    /**
     * What came out.
     *
     * @param ticks   ticks that went through the whole line to every subscriber
     * @param frames  frames that all subscribers got together
     * @param seconds how long it took
     */
    record Result(long ticks, long frames, double seconds) {
        String text(int subscribers) {
            final double rate = ticks / seconds;
            return String.format("throughput, %3d subscribers: %,12.0f ticks/s through the line, %,13.0f ticks/s"
                + " delivered, %5.1f ticks a frame", subscribers, rate, rate * subscribers,
                (double) ticks * subscribers / frames);
        }
    }

    Result run(double seconds) {
        final AtomicBoolean isRunning = new AtomicBoolean(true);
        final long ticksBefore = line.receivedByAll();
        final long framesBefore = line.frames();
        received = ticksBefore;
        final long aheadBefore = line.published() - ticksBefore;
        final long startNs = System.nanoTime();
        final Thread publishing = new Thread(() -> publish(isRunning, aheadBefore), "bench-publisher");
        publishing.start();
        while (System.nanoTime() - startNs < seconds * 1e9) {
            pollOrWait();
        }
        final long ticks = line.receivedByAll() - ticksBefore;
        final double took = (System.nanoTime() - startNs) / 1e9;
        final long frames = line.frames() - framesBefore;
        isRunning.set(false);
        while (publishing.isAlive()) {
            pollOrWait();
        }
        return new Result(ticks, frames, took);
    }

    /** A core that spins here is missing to the line, where there are few. */
    private void pollOrWait() {
        if (line.poll() == 0) {
            LockSupport.parkNanos(WAIT_NS);
        }
        received = line.receivedByAll();
    }

    private void publish(AtomicBoolean isRunning, long aheadBefore) {
        while (isRunning.get()) {
            final long ahead = line.published() - received - aheadBefore;
            if (ahead >= WINDOW_TICKS || !line.publishOne(System.currentTimeMillis() * 1_000_000L)) {
                LockSupport.parkNanos(WAIT_NS);
            }
        }
    }
}
