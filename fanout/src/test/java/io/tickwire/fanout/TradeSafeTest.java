package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.core.counters.CounterId;
import io.tickwire.fanout.RecordingSink.ModeChanged;
import io.tickwire.fanout.RecordingSink.Resumed;
import io.tickwire.fanout.RecordingSink.TooFarBehind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Mode trade-safe: every trade, and the latest quotes. */
@Timeout(60)
final class TradeSafeTest {
    private static final FanoutConfig FANOUT =
        new FanoutConfig(1, 256, 1_024, 1_000_000_000L, 100, 0, FanoutRig.SLOW);
    private static final long INTERVAL_NS = 100_000_000L;
    private static final int A = 1;
    private static final int B = 2;

    @TempDir
    private Path directory;
    private FanoutRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private void start(FanoutConfig fanout, int replayThreads) {
        rig = new FanoutRig(directory, 256, fanout, new ReplayConfig(replayThreads, 2, 100, 100));
        rig.define("A@x");
        rig.define("B@x");
    }

    private static List<String> texts(List<Frame> frames) {
        return frames.stream().flatMap(frame -> frame.entries().stream())
            .map(entry -> "" + entry.kind() + entry.instrumentId() + " " + entry.a()).toList();
    }

    /** Frames join; returns their entries as texts. */
    static List<String> verify(List<Frame> frames, long from, long through) {
        long at = from;
        for (final Frame frame : frames) {
            assertEquals(at, frame.from());
            at = frame.through();
        }
        assertEquals(through, at);
        return texts(frames);
    }

    /** Trades 0, 1, 2 ... of A, each between two quotes of A, and one quote of B early on. */
    private void trade(int count) {
        for (int i = 0; i < count; i++) {
            rig.quote(A, 10_000 + i, 1);
            rig.trade(A, i, 1);
            rig.quote(A, 20_000 + i, 1);
            if (i == 3) {
                rig.quote(B, 7, 1);
            }
            rig.stepOnce();
        }
    }

    private static List<String> expected(int trades) {
        final List<String> all = new ArrayList<>();
        for (int i = 0; i < trades; i++) {
            all.add("T1 " + i);
            if (i == 3) {
                all.add("Q2 7");
            }
        }
        all.add("Q1 " + (20_000 + trades - 1));
        return all;
    }

    @Test
    void shouldSendEveryTradeAndTheLatestQuotesInTheirOrderAtTheRate() {
        start(FANOUT, 0);
        final RecordingSink sink = rig.subscribe(DeliveryMode.TRADE_SAFE, "*");
        final RecordingSink other = rig.subscribe(DeliveryMode.TRADE_SAFE, "*");
        rig.nowNs += INTERVAL_NS;
        rig.quote(A, 1, 1);
        rig.trade(A, 2, 1);
        rig.quote(B, 3, 1);
        rig.status(2);
        rig.quote(A, 4, 1);
        rig.trade(B, 5, 1);
        rig.step();
        assertEquals(List.of("T1 2", "Q2 3", "S0 1", "Q1 4", "T2 5"), texts(sink.frames()));
        assertEquals(FrameFlag.CONFLATED, sink.last(Frame.class).flag());
        rig.trade(A, 6, 1);
        rig.nowNs += INTERVAL_NS - 1;
        rig.step();
        assertEquals(1, sink.frames().size(), "not before its time");
        rig.nowNs++;
        rig.step();
        assertEquals(List.of("T1 6"), texts(List.of(sink.last(Frame.class))));
        assertEquals(2, sink.frames().size());
        assertEquals(sink.frames(), other.frames(), "one frame for both");
        rig.nowNs += 1_000_000_000L;
        rig.step();
        assertEquals(new Frame(9, 9, FrameFlag.CONFLATED, List.of(), 32), sink.last(Frame.class), "heartbeat");
    }

    @Test
    void shouldAdvanceCoverageWhileNothingWantedHappens() {
        start(FANOUT, 0);
        final RecordingSink sink = rig.subscribe(DeliveryMode.TRADE_SAFE, "B*");
        trade(3);
        rig.step();
        assertEquals(List.of(), sink.frames());
        rig.nowNs += 1_000_000_000L;
        rig.step();
        assertEquals(List.of(), verify(sink.frames(), 2, rig.journal.size()));
        rig.nowNs += INTERVAL_NS;
        rig.trade(B, 9, 1);
        rig.step();
        assertEquals(List.of("T2 9"), verify(sink.frames(), 2, rig.journal.size()));
    }

    @Test
    void shouldSplitWhatDoesNotFitSoThatACutBetweenTwoFramesLosesNothing() {
        start(new FanoutConfig(1, 1_000, 1_024, 1_000_000_000L, 100, 0, FanoutRig.SLOW), 0);
        final RecordingSink sink = rig.subscribe(DeliveryMode.TRADE_SAFE, "*");
        rig.agent.doWork();
        for (int i = 0; i < 200; i++) {
            rig.quote(A, 10_000 + i, 1);
            rig.trade(A, i, 1);
            if (i == 3) {
                rig.quote(B, 7, 1);
            }
        }
        rig.nowNs += INTERVAL_NS;
        rig.step();
        final List<String> all = verify(sink.frames(), 2, rig.journal.size());
        assertEquals(200 + 2, all.size());
        assertEquals("Q2 7", all.get(4));
        assertTrue(sink.frames().size() > 5, "frames: " + sink.frames().size());
        for (int cut = 1; cut < sink.frames().size(); cut++) {
            final List<Frame> before = sink.frames().subList(0, cut);
            final RecordingSink after = rig.resume(FanoutRig.EPOCH, before.get(cut - 1).through(),
                DeliveryMode.TRADE_SAFE, "*");
            final List<Frame> frames = new ArrayList<>(before);
            frames.addAll(after.frames());
            assertEquals(all, verify(frames, 2, rig.journal.size()), "cut after " + cut);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBringAStalledSubscriberEveryTradeOutOfTheJournal(int replayThreads) {
        start(FANOUT, replayThreads);
        final RecordingSink sink = rig.subscribe(DeliveryMode.TRADE_SAFE, "*");
        final RecordingSink other = rig.subscribe(DeliveryMode.TRADE_SAFE, "*");
        rig.agent.doWork();
        sink.isReady = false;
        trade(2_000);
        rig.nowNs += INTERVAL_NS;
        rig.step();
        assertEquals(0, sink.frames().size());
        assertEquals(rig.journal.size(), other.last(Frame.class).through());
        assertEquals(1, rig.counters.counter(CounterId.FANOUT_FELL_BEHIND).get());
        sink.isReady = true;
        rig.step();
        assertEquals(expected(2_000), verify(sink.frames(), 2, rig.journal.size()));
        assertEquals(FrameFlag.CONFLATED_REPLAY, sink.frames().get(0).flag());
        assertEquals(replayThreads > 0, sink.driver != null, "on loan");
        rig.nowNs += INTERVAL_NS;
        rig.trade(B, 1, 1);
        rig.step();
        assertEquals(other.last(Frame.class), sink.last(Frame.class), "in step again");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldResumeWithEveryMissedTradeAndTheLatestQuotes(int replayThreads) {
        start(FANOUT, replayThreads);
        trade(2_000);
        rig.step();
        final RecordingSink sink = rig.resume(FanoutRig.EPOCH, 2, DeliveryMode.TRADE_SAFE, "*");
        assertEquals(rig.journal.size(), sink.last(Resumed.class).head());
        assertEquals(expected(2_000), verify(sink.frames(), 2, rig.journal.size()));
        rig.oldestInJournal = 1_000;
        final RecordingSink tooOld = rig.resume(FanoutRig.EPOCH, 2, DeliveryMode.TRADE_SAFE, "*");
        assertEquals(ResetReason.TOO_OLD, tooOld.last(RecordingSink.Reset.class).reason());
    }

    @Test
    void shouldFindTheTradesAmongMoreTicksThanOnePassLooksAt() {
        start(FANOUT, 0);
        final RecordingSink leaving = rig.subscribe(DeliveryMode.TRADE_SAFE, "A*");
        final RecordingSink staying = rig.subscribe(DeliveryMode.TRADE_SAFE, "A*");
        rig.trade(A, 0, 1);
        rig.step();
        for (int i = 0; i < 150_000; i++) {
            rig.quote(B, i, 1);
            if (i % 70_000 == 10) {
                rig.trade(A, 1 + i, 1);
            }
        }
        rig.step();
        assertEquals(1, leaving.frames().size(), "not before its time");
        rig.request(leaving, new SubscriberRequest.ChangeMode("m", DeliveryMode.ALL, 0));
        rig.step();
        assertEquals(rig.journal.size(), leaving.last(ModeChanged.class).position());
        rig.nowNs += INTERVAL_NS;
        rig.step();
        rig.nowNs += 1_000_000_000L;
        rig.step();
        for (final RecordingSink sink : List.of(leaving, staying)) {
            assertEquals(List.of("T1 0", "T1 11", "T1 70011", "T1 140011"),
                verify(sink.frames(), 2, rig.journal.size()));
        }
    }

    @Test
    void shouldTellOfAHoleThatTheGroupItselfMeets() {
        start(FANOUT, 0);
        final RecordingSink sink = rig.subscribe(DeliveryMode.TRADE_SAFE, "*");
        for (int i = 0; i < 600; i++) {
            rig.trade(A, i, 1);
            rig.agent.doWork();
        }
        rig.holeFrom = 4;
        rig.holeThrough = 50;
        rig.nowNs += INTERVAL_NS;
        rig.step();
        assertEquals(List.of("T1 0"), verify(sink.frames().subList(0, 1), 2, 3));
        assertEquals(new RecordingSink.Gap(4, 50), sink.log.get(2));
        final List<Frame> after = sink.frames().subList(1, sink.frames().size());
        assertEquals(600 - 48, verify(after, 50, rig.journal.size()).size());
    }

    @Test
    void shouldCloseWhoFallsTooFarBehind() {
        start(new FanoutConfig(1, 256, 1_024, 1_000_000_000L, 100, 500, FanoutRig.SLOW), 0);
        final RecordingSink sink = rig.subscribe(DeliveryMode.TRADE_SAFE, "*");
        sink.isReady = false;
        for (int i = 0; i < 10; i++) {
            trade(20);
            rig.nowNs += INTERVAL_NS;
            rig.stepOnce();
        }
        assertEquals(2, sink.last(TooFarBehind.class).position());
    }

    @Test
    void shouldChangeBetweenAllModesAtAnExactPosition() {
        start(FANOUT, 0);
        final RecordingSink sink = rig.subscribe(DeliveryMode.ALL, "*");
        final DeliveryMode[] modes = {DeliveryMode.TRADE_SAFE, DeliveryMode.CONFLATED, DeliveryMode.TRADE_SAFE,
            DeliveryMode.ALL, DeliveryMode.CONFLATED, DeliveryMode.ALL};
        DeliveryMode before = DeliveryMode.ALL;
        for (final DeliveryMode mode : modes) {
            final int seen = sink.frames().size();
            rig.quote(A, 1, 1);
            rig.trade(A, 2, 1);
            rig.quote(A, 3, 1);
            rig.request(sink, new SubscriberRequest.ChangeMode("m", mode, 5));
            rig.step();
            final List<Frame> frames = sink.frames().subList(seen, sink.frames().size());
            final List<String> wanted = switch (before) {
                case ALL -> List.of("Q1 1", "T1 2", "Q1 3");
                case TRADE_SAFE -> List.of("T1 2", "Q1 3");
                case CONFLATED -> List.of("Q1 3");
            };
            assertEquals(wanted, verify(frames, rig.journal.size() - 3, rig.journal.size()), "in mode " + before);
            assertEquals(new ModeChanged("m", rig.journal.size(), mode, mode == DeliveryMode.ALL ? 0 : 5),
                sink.last(ModeChanged.class));
            before = mode;
        }
    }
}
