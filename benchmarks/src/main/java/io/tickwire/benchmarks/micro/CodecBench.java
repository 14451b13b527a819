package io.tickwire.benchmarks.micro;

import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickEncoder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/** The 64-byte image of a tick. */
@Fork(2)
@Warmup(iterations = 5, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class CodecBench {
    private static final int SLOTS = 1 << 12;
    private static final long TIME_NS = 1_700_000_000_000_000_000L;

    private final UnsafeBuffer slots = new UnsafeBuffer(BufferUtil.allocateDirectAligned(SLOTS * Tick.LENGTH, 64));
    private final TickEncoder encoder = new TickEncoder();
    private final Tick tick = new Tick();
    private long next;

    /** For JMH. */
    public CodecBench() {
    }

    /** Write a quote. */
    @Benchmark
    @HotPath
    public void encodeQuote() {
        final long i = next++;
        encoder.wrap(slots, offset(i)).putQuote((int) i & 0xFF, 1, TIME_NS + i, TIME_NS + i, 6_180_020 + i, 2_507,
            6_180_021 + i, 100);
    }

    /** Write a trade. */
    @Benchmark
    @HotPath
    public void encodeTrade() {
        final long i = next++;
        encoder.wrap(slots, offset(i)).putTrade((int) i & 0xFF, 1, TIME_NS + i, TIME_NS + i, 6_180_020 + i, 25, 0,
            Side.SELL);
    }

    /**
     * Read a quote.
     *
     * @return the sum of its fields
     */
    @Benchmark
    @HotPath
    public long decodeQuote() {
        tick.wrap(slots, offset(next++));
        return tick.bidPrice() + tick.askPrice() + tick.bidSize() + tick.askSize() + tick.eventTimeNs()
            + tick.instrumentId();
    }

    private static int offset(long index) {
        return (int) (index & SLOTS - 1) * Tick.LENGTH;
    }
}
