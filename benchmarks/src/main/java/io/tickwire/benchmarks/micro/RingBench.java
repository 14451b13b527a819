package io.tickwire.benchmarks.micro;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickRing;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** One tick through the ring: a writer and a reader in turn on one thread, so without traffic between caches. */
@Fork(2)
@Warmup(iterations = 5, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class RingBench {
    private static final int BATCH = 64;
    private static final int CAPACITY = 1 << 16;
    private static final long TIME_NS = 1_700_000_000_000_000_000L;

    private final UnsafeBuffer target = new UnsafeBuffer(BufferUtil.allocateDirectAligned(Tick.LENGTH, 64));
    private ScratchDirectory directory;
    private CounterFile counters;
    private TickRing ring;
    private AtomicCounter journaled;

    /** For JMH. */
    public RingBench() {
    }

    /**
     * Make the ring.
     *
     * @throws IOException if its counters can't be made
     */
    @Setup
    public void open() throws IOException {
        directory = new ScratchDirectory();
        counters = new CounterFile(directory.path());
        journaled = counters.counter(CounterId.JOURNAL_POSITION);
        ring = new TickRing(CAPACITY, 0, counters.counter(CounterId.RING_PUBLISHED), journaled);
    }

    /** Give the files back. */
    @TearDown
    public void close() {
        counters.close();
        directory.close();
    }

    /**
     * Write and commit a batch, then read it.
     *
     * @return how many were read
     */
    @Benchmark
    @HotPath
    @OperationsPerInvocation(BATCH)
    public int hop() {
        final long first = ring.nextSequence();
        for (int i = 0; i < BATCH; i++) {
            ring.tryClaim().putQuote(i, 1, TIME_NS, TIME_NS, first + i, 2_507, first + i + 1, 100);
            ring.commit();
        }
        int read = 0;
        for (int i = 0; i < BATCH; i++) {
            read += ring.read(first + i, target, 0);
        }
        journaled.setRelease(first + BATCH - 1);
        return read;
    }
}
