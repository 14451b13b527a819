package io.tickwire.benchmarks.micro;

import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickEncoder;
import io.tickwire.core.tick.TickFilter;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Whether a tick or an instrument is one that a subscriber asked for: 50 instruments of 500. */
@Fork(2)
@Warmup(iterations = 5, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class MatchBench {
    private static final int SLOTS = 1 << 12;
    private static final int INSTRUMENTS = 500;
    private static final int WANTED = 50;
    private static final long SEED = 7;
    private static final long TIME_NS = 1_700_000_000_000_000_000L;

    private final UnsafeBuffer slots = new UnsafeBuffer(BufferUtil.allocateDirectAligned(SLOTS * Tick.LENGTH, 64));
    private final TickFilter filter;
    private final String[] names = new String[INSTRUMENTS];
    private final SymbolPattern pattern = SymbolPattern.parse("SYM*9@te?t");
    private int next;

    /** For JMH. */
    public MatchBench() {
        final Random random = new Random(SEED);
        final long[] bits = new long[INSTRUMENTS / Long.SIZE + 1];
        for (int i = 0; i < WANTED; i++) {
            final int id = random.nextInt(INSTRUMENTS);
            bits[id / Long.SIZE] |= 1L << id;
        }
        filter = new TickFilter(bits);
        final TickEncoder encoder = new TickEncoder();
        for (int i = 0; i < SLOTS; i++) {
            encoder.wrap(slots, i * Tick.LENGTH).putQuote(random.nextInt(INSTRUMENTS), 1, TIME_NS, TIME_NS, i, 1, i, 1);
        }
        for (int i = 0; i < INSTRUMENTS; i++) {
            names[i] = "SYM" + i + "@test";
        }
    }

    /**
     * One tick against one subscription.
     *
     * @return whether it is wanted
     */
    @Benchmark
    @HotPath
    public boolean filterTick() {
        next = next + 1 & SLOTS - 1;
        return filter.wants(slots, next * Tick.LENGTH);
    }

    /**
     * Each tick of a run against one subscription.
     *
     * @return how many are wanted
     */
    @Benchmark
    @HotPath
    @OperationsPerInvocation(SLOTS)
    public int filterRun() {
        int wanted = 0;
        int at = 0;
        while (at < SLOTS) {
            at += filter.find(slots, at * Tick.LENGTH, SLOTS - at) + 1;
            wanted++;
        }
        return wanted;
    }

    /**
     * One instrument against one pattern; done when a client subscribes and when an instrument is new.
     *
     * @return whether it matches
     */
    @Benchmark
    public boolean matchPattern() {
        next = next + 1 < INSTRUMENTS ? next + 1 : 0;
        return pattern.matches(names[next]);
    }
}
