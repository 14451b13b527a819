package io.tickwire.benchmarks.micro;

import io.tickwire.fanout.DeliveryMode;
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

/** From the ring to a frame in a subscriber's hands: entries, frame header, WebSocket header; by whole duty cycles. */
@Fork(2)
@Warmup(iterations = 3, time = 2000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 2000, timeUnit = TimeUnit.MILLISECONDS)
public class FrameBench {
    private static final int MANY = 100;

    /** For JMH. */
    public FrameBench() {
    }

    /** A subscriber that wants every tick. */
    @State(Scope.Thread)
    public static class Live {
        private FanoutLoad load;

        /** For JMH. */
        public Live() {
        }

        /**
         * Subscribe.
         *
         * @throws IOException if the counters can't be made
         */
        @Setup
        public void open() throws IOException {
            load = new FanoutLoad(DeliveryMode.ALL);
        }

        /** Give the files back. */
        @TearDown
        public void close() {
            load.close();
        }
    }

    /** A subscriber that wants the latest quotes, as often as is allowed. */
    @State(Scope.Thread)
    public static class Conflated {
        private FanoutLoad load;

        /** For JMH. */
        public Conflated() {
        }

        /**
         * Subscribe.
         *
         * @throws IOException if the counters can't be made
         */
        @Setup
        public void open() throws IOException {
            load = new FanoutLoad(DeliveryMode.CONFLATED);
        }

        /** Give the files back. */
        @TearDown
        public void close() {
            load.close();
        }
    }

    /**
     * A frame with one quote.
     *
     * @param live the subscriber
     * @return bytes until now
     */
    @Benchmark
    @HotPath
    public long frameOfOne(Live live) {
        live.load.publish(1);
        live.load.stepOnce();
        return live.load.bytes();
    }

    /**
     * One entry of a frame with a hundred quotes.
     *
     * @param live the subscriber
     * @return bytes until now
     */
    @Benchmark
    @HotPath
    @OperationsPerInvocation(MANY)
    public long entryOfHundred(Live live) {
        live.load.publish(MANY);
        live.load.stepOnce();
        return live.load.bytes();
    }

    /**
     * One instrument of a conflation pass: a hundred have a new quote.
     *
     * @param conflated the subscriber
     * @return bytes until now
     */
    @Benchmark
    @HotPath
    @OperationsPerInvocation(MANY)
    public long conflationOfHundred(Conflated conflated) {
        conflated.load.publish(MANY);
        conflated.load.stepOnce();
        return conflated.load.bytes();
    }
}
