package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.config.SlowConfig;
import io.tickwire.core.counters.CounterId;
import io.tickwire.fanout.RecordingSink.CaughtUp;
import io.tickwire.fanout.RecordingSink.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who was in step and falls behind is told; by the fan-out thread (0 replay threads) and by a replay thread. */
@Timeout(60)
final class SlowNoticeTest {
    private static final long MS = 1_000_000L;
    private static final FanoutConfig FANOUT =
        new FanoutConfig(1, 256, 1_024, 1_000 * MS, 100, 0, new SlowConfig(500, 1_000 * MS));
    private static final int A = 1;
    private static final int B = 2;

    @TempDir
    private Path directory;
    private FanoutRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private void start(int replayThreads) {
        rig = new FanoutRig(directory, 256, FANOUT, new ReplayConfig(replayThreads, 2, 100, 100));
        rig.define("A@x");
        rig.define("B@x");
    }

    private void trade(int instrumentId, int count) {
        for (int i = 0; i < count; i++) {
            rig.trade(instrumentId, i, 1);
            rig.stepOnce();
        }
    }

    private static List<Object> notices(RecordingSink sink) {
        return sink.log.stream().filter(item -> item instanceof Slow || item instanceof CaughtUp).toList();
    }

    private static void assertContiguous(RecordingSink sink, long from, long through) {
        long at = from;
        for (final Frame frame : sink.frames()) {
            assertEquals(at, frame.from());
            at = frame.through();
        }
        assertEquals(through, at);
    }

    @ParameterizedTest
    @CsvSource({"ALL, 0", "ALL, 1", "TRADE_SAFE, 0", "TRADE_SAFE, 1"})
    void shouldTellOnceThatItIsManyTicksBehindAndOnceThatItIsInStep(DeliveryMode mode, int replayThreads) {
        start(replayThreads);
        final RecordingSink sink = rig.subscribe(mode, "A*");
        rig.stepOnce();
        sink.isReady = false;
        trade(A, 500);
        rig.nowNs += 100 * MS;
        rig.step();
        sink.isReady = true;
        rig.step();
        assertEquals(List.of(), notices(sink), "just as far behind as it may be");
        assertContiguous(sink, 2, 502);
        sink.isReady = false;
        trade(A, 501);
        rig.nowNs += 100 * MS;
        rig.step();
        sink.isReady = true;
        rig.step();
        assertEquals(List.of(new Slow(502, 1_003, 100 * MS), new CaughtUp(1_003)), notices(sink));
        assertContiguous(sink, 2, 1_003);
    }

    @ParameterizedTest
    @CsvSource({"ALL, 0", "ALL, 1", "TRADE_SAFE, 0", "TRADE_SAFE, 1"})
    void shouldTellThatItIsLateHoweverFewTicksThatAre(DeliveryMode mode, int replayThreads) {
        start(replayThreads);
        final RecordingSink sink = rig.subscribe(mode, "A*");
        sink.isReady = false;
        trade(A, 200);
        rig.nowNs += 1_500 * MS;
        rig.step();
        sink.isReady = true;
        rig.step();
        assertEquals(List.of(new Slow(2, 202, 1_500 * MS), new CaughtUp(202)), notices(sink));
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void shouldNotCountTicksThatItDoesNotWant(DeliveryMode mode) {
        start(0);
        final RecordingSink sink = rig.subscribe(mode, "A*");
        trade(B, 700);
        sink.isReady = false;
        rig.quote(A, 1, 1);
        rig.step();
        rig.nowNs += 500 * MS;
        sink.isReady = true;
        rig.step();
        assertEquals(List.of(), notices(sink));
        assertContiguous(sink, 2, 703);
    }

    @ParameterizedTest
    @CsvSource({"ALL, 0", "ALL, 1", "TRADE_SAFE, 0", "TRADE_SAFE, 1", "CONFLATED, 0"})
    void shouldNotTakeAReplayThatWasAskedForAsSlowness(DeliveryMode mode, int replayThreads) {
        start(replayThreads);
        trade(A, 5_000);
        rig.nowNs += 60_000 * MS;
        final RecordingSink sink = rig.resume(FanoutRig.EPOCH, 2, mode, "A*");
        assertEquals(List.of(), notices(sink));
        assertContiguous(sink, 2, 5_002);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void shouldRepeatItOnceASecondWhileItGoesOn(int replayThreads) {
        start(replayThreads);
        final RecordingSink sink = rig.subscribe(DeliveryMode.ALL, "A*");
        sink.isReady = false;
        trade(A, 5_000);
        for (int i = 0; i < 28; i++) {
            rig.nowNs += 100 * MS;
            // One frame in each turn.
            sink.readyFrames = 1;
            rig.stepOnce();
        }
        sink.isReady = true;
        rig.step();
        final List<Object> notices = notices(sink);
        assertEquals(3 + 1, notices.size(), notices.toString());
        assertTrue(notices.subList(0, 3).stream().allMatch(Slow.class::isInstance), notices.toString());
        assertEquals(new CaughtUp(5_002), notices.get(3));
        assertSame(notices.get(3), sink.log.get(sink.log.size() - 1));
        assertContiguous(sink, 2, 5_002);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void shouldBuildNoFrameInVainForANotice(int replayThreads) {
        start(replayThreads);
        final long quiet = journalTicksOfALag(0);
        rig.nowNs += 10_000 * MS;
        final long told = journalTicksOfALag(1_500);
        assertTrue(told <= quiet + 1, () -> told + " ticks were read, " + quiet + " without a notice");
    }

    /** A subscriber falls behind by 400 ticks and a time, and takes them; how many were read from the journal. */
    private long journalTicksOfALag(long lagMs) {
        final RecordingSink sink = rig.subscribe(DeliveryMode.ALL, "A*");
        final long position = rig.journal.size();
        final long before = rig.counters.counter(CounterId.FANOUT_JOURNAL_TICKS).get();
        sink.waitsForNotices = true;
        sink.isReady = false;
        trade(A, 400);
        rig.nowNs += lagMs * MS;
        rig.step();
        sink.isReady = true;
        rig.step();
        if (lagMs > 0) {
            assertEquals(Slow.class, sink.log.get(sink.log.size() - 1).getClass());
            sink.isReady = true;
            rig.step();
        }
        assertEquals(position + 400, sink.last(Frame.class).through());
        sink.isReady = false;
        return rig.counters.counter(CounterId.FANOUT_JOURNAL_TICKS).get() - before;
    }

    @ParameterizedTest
    @CsvSource({"900, false", "901, true"})
    void shouldTellAConflatedSubscriberThatNothingCouldBeSentForASecond(long stalledMs, boolean isTold) {
        start(0);
        final RecordingSink sink = rig.subscribe(DeliveryMode.CONFLATED, "A*");
        sink.isReady = false;
        rig.quote(A, 1, 1);
        rig.step();
        rig.nowNs += stalledMs * MS;
        rig.quote(A, 2, 1);
        rig.step();
        sink.readyFrames = 1;
        rig.step();
        rig.nowNs += 100 * MS;
        rig.step();
        if (isTold) {
            assertEquals(1, notices(sink).size(), "it is not ready to be told more");
            sink.isReady = true;
            rig.nowNs += 100 * MS;
            rig.step();
        }
        assertEquals(isTold ? List.of(new Slow(2, 4, 1_001 * MS), new CaughtUp(4)) : List.of(), notices(sink));
    }
}
