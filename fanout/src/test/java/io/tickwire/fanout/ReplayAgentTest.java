package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class ReplayAgentTest {
    private static final int TICKS = 5_000;
    private static final FanoutConfig FANOUT =
        new FanoutConfig(1, 256, 4_096, 1_000_000_000L, 100, 0, FanoutRig.SLOW);

    @TempDir
    private Path directory;
    private FanoutRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private void start(FanoutConfig fanout, ReplayConfig replay) {
        rig = new FanoutRig(directory, 256, fanout, replay);
        rig.fill(TICKS);
    }

    private static void assertContiguous(RecordingSink sink, long from, long through) {
        long at = from;
        for (final Frame frame : sink.frames()) {
            assertEquals(at, frame.from());
            at = frame.through();
        }
        assertEquals(through, at);
    }

    @Test
    void shouldKeepWhatAWaitingSubscriberNeedsFromTheLoanOn() {
        start(FANOUT, new ReplayConfig(1, 1, 200, 100));
        final RecordingSink resumed = rig.join();
        rig.request(resumed, new SubscriberRequest.Resume("r", FanoutRig.EPOCH, 2, FanoutRig.patterns("A*"),
            DeliveryMode.ALL, 0, Rights.ALL));
        rig.agent.doWork();
        rig.kept.clear();
        rig.agent.doWork();
        assertNotNull(resumed.driver, "it has moved");
        assertEquals(List.of(3L), rig.kept);
    }

    @Test
    void shouldReplayAsideAndComeBackInStepWithTheGroup() {
        start(FANOUT, new ReplayConfig(1, 1, 200, 100));
        final RecordingSink live = rig.subscribe(DeliveryMode.ALL, "A*");
        final RecordingSink resumed = rig.join();
        rig.request(resumed, new SubscriberRequest.Resume("r", FanoutRig.EPOCH, 2, FanoutRig.patterns("A*"),
            DeliveryMode.ALL, 0, Rights.ALL));
        rig.agent.doWork();
        rig.agent.doWork();
        rig.agent.doWork();
        assertEquals(0, resumed.frames().size(), "the fan-out thread itself sends nothing");
        assertNotNull(resumed.driver, "it has moved");
        for (int i = 0; i < 50; i++) {
            rig.quote(1, 1_000_000 + i, 1);
            rig.stepOnce();
        }
        rig.step();

        assertContiguous(resumed, 2, rig.journal.size());
        final List<Frame> frames = resumed.frames();
        assertEquals(TICKS / 2 + 50, frames.stream().mapToInt(frame -> frame.entries().size()).sum());
        final List<Frame> liveFrames = live.frames();
        rig.quote(1, 7, 1);
        rig.step();
        assertEquals(live.frames().get(liveFrames.size()), resumed.frames().get(frames.size()), "one frame for both");
    }

    @Test
    void shouldServeSoManyAtOnceAndKeepTheOthersAlive() {
        start(FANOUT, new ReplayConfig(1, 2, 100, 100));
        final List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sinks.add(rig.join());
            rig.request(sinks.get(i), new SubscriberRequest.Resume("r", FanoutRig.EPOCH, 2, FanoutRig.patterns("*"),
                DeliveryMode.ALL, 0, Rights.ALL));
        }
        rig.agent.doWork();
        rig.agent.doWork();
        rig.nowNs += 2_000_000_000L;
        rig.replays.get(0).doWork();
        assertEquals(2, sinks.stream().filter(sink -> sink.frames().get(0).entries().size() > 0).count());
        assertEquals(6, sinks.stream().filter(sink -> sink.frames().size() > 0).count(), "heartbeats for the others");
        rig.step();
        sinks.forEach(sink -> assertContiguous(sink, 2, rig.journal.size()));
    }

    @Test
    void shouldPassOverASubscriberThatDoesNotReadForOthersBehindIt() {
        start(FANOUT, new ReplayConfig(1, 1, 100, 100));
        final RecordingSink stalled = rig.resume(FanoutRig.EPOCH, 2, DeliveryMode.ALL, "*");
        final RecordingSink late = rig.join();
        assertContiguous(stalled, 2, rig.journal.size());
        stalled.isReady = false;
        for (int i = 0; i < 1_000; i++) {
            rig.quote(1, i, 1);
            rig.agent.doWork();
        }
        stalled.isReady = true;
        rig.agent.doWork();
        stalled.isReady = false;
        rig.request(late, new SubscriberRequest.Resume("r", FanoutRig.EPOCH, 2, FanoutRig.patterns("*"),
            DeliveryMode.ALL, 0, Rights.ALL));
        rig.step();
        assertContiguous(late, 2, rig.journal.size());
        stalled.isReady = true;
        rig.step();
        assertContiguous(stalled, 2, rig.journal.size());
    }

    @Test
    void shouldGiveBackWhoIsCalledBackOrGone() {
        start(FANOUT, new ReplayConfig(1, 1, 100, 100));
        final RecordingSink sink = rig.join();
        rig.request(sink, new SubscriberRequest.Resume("1", FanoutRig.EPOCH, 2, FanoutRig.patterns("*"),
            DeliveryMode.ALL, 0, Rights.ALL));
        rig.agent.doWork();
        rig.agent.doWork();
        rig.replays.get(0).doWork();
        final long reached = sink.frames().get(sink.frames().size() - 1).through();
        assertTrue(reached < TICKS, "it is on its way");
        rig.request(sink, new SubscriberRequest.Resume("2", FanoutRig.EPOCH, TICKS, FanoutRig.patterns("B*"),
            DeliveryMode.ALL, 0, Rights.ALL));
        rig.step();
        assertEquals("2", sink.last(RecordingSink.Resumed.class).id());
        assertEquals(TICKS, sink.last(RecordingSink.Resumed.class).from());
        assertEquals(rig.journal.size(), sink.last(Frame.class).through());

        rig.request(sink, new SubscriberRequest.Resume("3", FanoutRig.EPOCH, 2, FanoutRig.patterns("*"),
            DeliveryMode.ALL, 0, Rights.ALL));
        rig.agent.doWork();
        rig.agent.doWork();
        final int frames = sink.frames().size();
        rig.agent.inbox().leave(sink);
        rig.step();
        assertEquals(frames, sink.frames().size(), "nothing to who has left");
        assertEquals(0, rig.counters.counter(CounterId.FANOUT_SUBSCRIBERS).get());
    }

    @Test
    void shouldCloseWhoFallsTooFarBehindWhileItIsReplayedTo() {
        start(new FanoutConfig(1, 256, 4_096, 1_000_000_000L, 100, 6_000, FanoutRig.SLOW),
            new ReplayConfig(1, 1, 100, 100));
        final RecordingSink sink = rig.join();
        rig.request(sink, new SubscriberRequest.Resume("1", FanoutRig.EPOCH, 2, FanoutRig.patterns("*"),
            DeliveryMode.ALL, 0, Rights.ALL));
        rig.agent.doWork();
        rig.agent.doWork();
        sink.isReady = false;
        for (int i = 0; i < 2_000; i++) {
            rig.quote(1, i, 1);
            rig.agent.doWork();
        }
        rig.step();
        assertEquals(2, sink.last(RecordingSink.TooFarBehind.class).position());
        assertSame(sink.log.get(sink.log.size() - 1), sink.last(RecordingSink.TooFarBehind.class));
    }

    @Test
    void shouldLetTheFanoutThreadResetWhomTheJournalCantServeAnyMore() {
        start(FANOUT, new ReplayConfig(1, 1, 100, 100));
        final RecordingSink sink = rig.join();
        rig.request(sink, new SubscriberRequest.Resume("1", FanoutRig.EPOCH, 2, FanoutRig.patterns("*"),
            DeliveryMode.ALL, 0, Rights.ALL));
        rig.agent.doWork();
        rig.agent.doWork();
        rig.oldestInJournal = TICKS;
        rig.step();
        assertEquals(ResetReason.TOO_OLD, sink.last(RecordingSink.Reset.class).reason());
        assertEquals(rig.journal.size(), sink.last(Frame.class).through());
    }
}
