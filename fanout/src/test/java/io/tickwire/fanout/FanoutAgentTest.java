package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.stage.Stage;
import io.tickwire.core.stage.StageClock;
import io.tickwire.fanout.Frame.Entry;
import io.tickwire.fanout.RecordingSink.Announced;
import io.tickwire.fanout.RecordingSink.Failed;
import io.tickwire.fanout.RecordingSink.ModeChanged;
import io.tickwire.fanout.RecordingSink.Subscribed;
import io.tickwire.fanout.RecordingSink.TooFarBehind;
import io.tickwire.fanout.RecordingSink.Unsubscribed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class FanoutAgentTest {
    @TempDir
    private Path directory;
    private FanoutRig rig;
    private int btc;
    private int eth;

    @BeforeEach
    void open() {
        rig = new FanoutRig(directory, 1_024, FanoutRig.CONFIG);
        btc = rig.define("BTCUSDT@spot");
        eth = rig.define("ETHUSDT@spot");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldAnswerWithInstrumentsThenSnapshotThenLiveTicksThatJoinExactly() {
        rig.quote(btc, 100, 1);
        rig.quote(btc, 101, 2);
        rig.trade(btc, 55, 3);
        rig.quote(eth, 7, 4);
        final RecordingSink sink = rig.subscribe(DeliveryMode.ALL, "BTC*");
        final Subscribed answer = sink.last(Subscribed.class);
        assertEquals(6, answer.position());
        assertEquals(List.of("BTCUSDT@spot"), answer.instruments().stream().map(i -> i.name()).toList());
        final Frame snapshot = sink.last(Frame.class);
        assertEquals(FrameFlag.SNAPSHOT, snapshot.flag());
        assertEquals(6, snapshot.from());
        assertEquals(6, snapshot.through());
        assertEquals(List.of(new Entry('Q', btc, rig.nowNs + 101, 101, 2, 102, 3),
            new Entry('T', btc, rig.nowNs, 55, 3, 77, 2)), snapshot.entries());
        rig.quote(eth, 8, 4);
        rig.quote(btc, 102, 2);
        rig.step();
        final Frame live = sink.last(Frame.class);
        assertEquals(FrameFlag.LIVE, live.flag());
        assertEquals(6, live.from());
        assertEquals(8, live.through());
        assertEquals(List.of(new Entry('Q', btc, rig.nowNs + 102, 102, 2, 103, 3)), live.entries());
    }

    @Test
    void shouldNoteWhenSampledTicksPass() {
        rig.subscribe(DeliveryMode.ALL, "*");
        rig.quote(btc, 100, 1);
        final long beginNs = System.nanoTime();
        rig.quote(btc, 101, 1);
        rig.step();
        final long begunNs = rig.stages.track(Stage.PASS_BEGUN, 0).timeNs(4);
        final long framedNs = rig.stages.track(Stage.FRAMED, 0).timeNs(4);
        final long writtenNs = rig.stages.track(Stage.WRITTEN, 0).timeNs(4);
        assertFalse(List.of(begunNs, framedNs, writtenNs).contains(StageClock.NOT_KNOWN), "all known");
        assertTrue(beginNs - begunNs <= 0 && begunNs - framedNs <= 0 && framedNs - writtenNs <= 0,
            () -> begunNs + " " + framedNs + " " + writtenNs);
        assertEquals(StageClock.NOT_KNOWN, rig.stages.track(Stage.WRITTEN, 0).timeNs(8));
    }

    @Test
    void shouldTakeAtMost72BytesForAFrameWithOneQuoteIncludingTheWebSocketHeader() {
        final RecordingSink sink = rig.subscribe(DeliveryMode.ALL, "*");
        rig.quote(btc, 1, 1);
        rig.step();
        assertEquals(32 + 36, sink.last(Frame.class).lengthBytes());
    }

    @Test
    void shouldUseWideEntriesForSizesBeyond32Bits() {
        final RecordingSink sink = rig.subscribe(DeliveryMode.ALL, "*");
        rig.quote(btc, 1, 0xFFFF_FFFFL);
        rig.trade(btc, 1, 1L << 40);
        rig.quote(btc, 1, Long.MAX_VALUE - 1);
        rig.step();
        assertEquals(List.of(0xFFFF_FFFFL, 1L << 40, Long.MAX_VALUE - 1),
            sink.last(Frame.class).entries().stream().map(Entry::b).toList());
    }

    @Test
    void shouldRebaseTimesThatAreFarApartWithinOneFrame() {
        final RecordingSink sink = rig.subscribe(DeliveryMode.ALL, "*");
        final long startNs = rig.nowNs;
        rig.quote(btc, 0, 1);
        rig.nowNs += 1_999_999_999L;
        rig.trade(btc, 1, 1);
        rig.nowNs -= 86_400_000_000_000L;
        rig.trade(btc, 2, 1);
        rig.step();
        assertEquals(List.of(startNs, startNs + 1_999_999_999L, startNs + 1_999_999_999L - 86_400_000_000_000L),
            sink.last(Frame.class).entries().stream().map(Entry::timeNs).toList());
    }

    @Test
    void shouldAnnounceAnInstrumentBeforeItsFirstEntry() {
        final RecordingSink sink = rig.subscribe(DeliveryMode.ALL, "SOL*", "XRPUSDT@spot");
        assertEquals(List.of("XRPUSDT@spot"), sink.last(Subscribed.class).unknown());
        final int sol = rig.define("SOLUSDT@spot");
        rig.quote(sol, 5, 5);
        rig.step();
        final Announced announced = (Announced) sink.log.get(1);
        assertEquals(List.of(sol), announced.instruments().stream().map(i -> i.id()).toList());
        assertEquals(1, ((Frame) sink.log.get(2)).entries().size());
    }

    @Test
    void shouldSendAHeartbeatThatAdvancesCoverageWhileNothingWantedHappens() {
        final RecordingSink sink = rig.subscribe(DeliveryMode.ALL, "BTC*");
        rig.quote(eth, 1, 1);
        rig.step();
        assertTrue(sink.frames().isEmpty());
        rig.nowNs += 1_000_000_000L;
        rig.step();
        assertEquals(new Frame(2, 3, FrameFlag.LIVE, List.of(), 32), sink.last(Frame.class));
    }

    @Test
    void shouldSendAStalledConflatedSubscriberTheLatestQuotesAndNotMore() {
        final RecordingSink sink = rig.subscribe(DeliveryMode.CONFLATED, "*");
        sink.isReady = false;
        for (int i = 0; i < 5_000; i++) {
            rig.quote(btc, i, 1);
            rig.quote(eth, 10_000 + i, 1);
            rig.trade(btc, i, 1);
            rig.step();
            rig.nowNs += 1_000_000L;
        }
        final int before = sink.frames().size();
        sink.isReady = true;
        rig.nowNs += 100_000_000L;
        rig.step();
        final List<Frame> frames = sink.frames().subList(before, sink.frames().size());
        assertEquals(1, frames.size());
        assertEquals(FrameFlag.CONFLATED, frames.get(0).flag());
        assertEquals(List.of(4_999L, 14_999L), frames.get(0).entries().stream().map(Entry::a).toList());
    }

    @Test
    void shouldKeepToTheRateOfAConflatedSubscriber() {
        final RecordingSink sink = rig.subscribe(DeliveryMode.CONFLATED, "*");
        for (int i = 0; i < 1_000; i++) {
            rig.quote(btc, i, 1);
            rig.step();
            rig.nowNs += 1_000_000L;
        }
        assertEquals(10, sink.frames().size());
    }

    @Test
    void shouldServeAStalledSubscriberFromTheJournalWithoutHoldingUpOthers() {
        final RecordingSink stalled = rig.subscribe(DeliveryMode.ALL, "*");
        final RecordingSink other = rig.subscribe(DeliveryMode.ALL, "*");
        stalled.isReady = false;
        for (int i = 0; i < 100_000; i++) {
            rig.quote(btc, i, 1);
            if (i % 100 == 99) {
                rig.step();
                assertEquals(i + 3, other.last(Frame.class).through());
            }
        }
        assertEquals(1, rig.counters.counter(CounterId.FANOUT_FELL_BEHIND).get());
        stalled.isReady = true;
        rig.step();
        long next = 0;
        for (final Frame frame : stalled.frames()) {
            for (final Entry entry : frame.entries()) {
                assertEquals(next++, entry.a());
            }
        }
        assertEquals(100_000, next);
        assertTrue(rig.counters.counter(CounterId.FANOUT_JOURNAL_TICKS).get() > 90_000);
    }

    @Test
    void shouldAnswerRequestsThatCantBeServed() {
        final RecordingSink sink = rig.join();
        rig.request(sink, new SubscriberRequest.Unsubscribe("1", FanoutRig.patterns("BTC*")));
        rig.request(sink, new SubscriberRequest.ChangeMode("2", DeliveryMode.ALL, 0));
        rig.step();
        assertEquals(List.of(new Failed("1", "NOT_SUBSCRIBED"), new Failed("2", "NOT_SUBSCRIBED")), sink.log);
    }

    @Test
    void shouldStopWhatWasUnsubscribedAndChangeTheModeAtAnExactPosition() {
        final RecordingSink sink = rig.subscribe(DeliveryMode.ALL, "BTC*", "ETH*");
        rig.request(sink, new SubscriberRequest.Unsubscribe("2", FanoutRig.patterns("ETH*")));
        rig.step();
        assertEquals(new Unsubscribed("2", 2, List.of("BTC*")), sink.last(Unsubscribed.class));
        rig.quote(eth, 1, 1);
        rig.quote(btc, 2, 1);
        rig.step();
        assertEquals(List.of(btc), sink.last(Frame.class).entries().stream().map(Entry::instrumentId).toList());
        rig.request(sink, new SubscriberRequest.ChangeMode("3", DeliveryMode.CONFLATED, 5));
        rig.step();
        assertEquals(new ModeChanged("3", 4, DeliveryMode.CONFLATED, 5), sink.last(ModeChanged.class));
        rig.request(sink, new SubscriberRequest.Unsubscribe("4", List.of()));
        rig.step();
        assertEquals(new Unsubscribed("4", 4, List.of()), sink.last(Unsubscribed.class));
    }

    @Test
    void shouldEndASubscriberThatIsTooFarBehind() {
        rig.close();
        rig = new FanoutRig(directory, 1_024, new FanoutConfig(1, 256, 4_096, 1L << 40, 512, 1_000, FanoutRig.SLOW));
        btc = rig.define("BTCUSDT@spot");
        final RecordingSink sink = rig.subscribe(DeliveryMode.ALL, "*");
        sink.isReady = false;
        for (int i = 0; i < 1_100; i++) {
            rig.quote(btc, i, 1);
            rig.step();
        }
        assertEquals(new TooFarBehind(1, 1_002), sink.last(TooFarBehind.class));
        rig.agent.inbox().leave(sink);
        rig.step();
        assertEquals(0, rig.counters.counter(CounterId.FANOUT_SUBSCRIBERS).get());
    }

    @Test
    void shouldPassOnTheStatusOfASourceToEverySubscriber() {
        final RecordingSink all = rig.subscribe(DeliveryMode.ALL, "ETH*");
        final RecordingSink conflated = rig.subscribe(DeliveryMode.CONFLATED, "ETH*");
        rig.status(3);
        rig.nowNs += 200_000_000L;
        rig.step();
        for (final RecordingSink sink : List.of(all, conflated)) {
            assertEquals(new Entry('S', 0, rig.nowNs - 200_000_000L, 1, 3, 0, 0),
                sink.last(Frame.class).entries().get(0));
        }
    }
}
