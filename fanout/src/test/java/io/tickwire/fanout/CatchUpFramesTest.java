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
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Frames of those behind are made once for all who stand at the same place, by whoever serves them. */
@Timeout(60)
final class CatchUpFramesTest {
    private static final int TICKS = 5_000;
    private static final int FRAME_TICKS = 80;
    private static final FanoutConfig FANOUT =
        new FanoutConfig(1, 256, 4_096, 1_000_000_000L, 100, 0, FanoutRig.SLOW);
    private static final ReplayConfig ASIDE = new ReplayConfig(1, 8, 200, 100);
    private static final ReplayConfig NONE_ASIDE = new ReplayConfig(0, 1, 1, 100);

    @TempDir
    private Path directory;
    private FanoutRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private void start(ReplayConfig replay) {
        rig = new FanoutRig(directory, 256, FANOUT, replay);
        rig.fill(TICKS);
    }

    private RecordingSink resumeAt(long position, DeliveryMode mode, String pattern) {
        final RecordingSink sink = rig.join();
        rig.request(sink, new SubscriberRequest.Resume("r", FanoutRig.EPOCH, position, FanoutRig.patterns(pattern),
            mode, 0, Rights.ALL));
        return sink;
    }

    private long journalTicks() {
        return rig.counters.counter(CounterId.FANOUT_JOURNAL_TICKS).get();
    }

    private static int entries(RecordingSink sink) {
        return sink.frames().stream().mapToInt(frame -> frame.entries().size()).sum();
    }

    private void resumeFiveTogether() {
        final List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sinks.add(resumeAt(2, DeliveryMode.ALL, "*"));
        }
        rig.step();
        assertEquals(TICKS, entries(sinks.get(0)));
        for (final RecordingSink sink : sinks) {
            assertEquals(sinks.get(0).frames(), sink.frames());
        }
        assertTrue(journalTicks() <= TICKS, "the journal was read " + journalTicks() + " ticks far");
    }

    @Test
    void shouldReadOnceForThoseWhoAreReplayedToFromTheSamePosition() {
        start(ASIDE);
        resumeFiveTogether();
    }

    @Test
    void shouldReadOnceForThoseWhomTheFanoutThreadServesFromTheSamePosition() {
        start(NONE_ASIDE);
        resumeFiveTogether();
    }

    @Test
    void shouldBringWhoStandsWithinAFrameOfAnotherToItsEnd() {
        start(ASIDE);
        final RecordingSink first = resumeAt(2, DeliveryMode.ALL, "*");
        final RecordingSink second = resumeAt(20, DeliveryMode.ALL, "*");
        rig.step();
        final long end = first.frames().get(0).through();
        assertTrue(end > 20, "a frame has " + FRAME_TICKS + " ticks or so");
        assertEquals(20, second.frames().get(0).from());
        assertEquals(end, second.frames().get(0).through());
        assertEquals(first.frames().subList(1, first.frames().size()),
            second.frames().subList(1, second.frames().size()));
        assertEquals(TICKS - 18, entries(second));
        assertTrue(journalTicks() <= TICKS + FRAME_TICKS, "the journal was read " + journalTicks() + " ticks far");
    }

    @Test
    void shouldNotMixWhatIsWantedFromTheSamePosition() {
        start(ASIDE);
        final RecordingSink every = resumeAt(2, DeliveryMode.ALL, "*");
        final RecordingSink some = resumeAt(2, DeliveryMode.ALL, "A*");
        final RecordingSink latest = resumeAt(2, DeliveryMode.TRADE_SAFE, "*");
        final RecordingSink latestToo = resumeAt(2, DeliveryMode.TRADE_SAFE, "*");
        rig.step();
        assertEquals(TICKS, entries(every));
        assertEquals(TICKS / 2, entries(some));
        assertEquals(2, entries(latest), "the latest quote of each");
        assertEquals(2, entries(latestToo));
    }

    @Test
    void shouldNotSendAQuoteAgainThatIsNotTheLatestAnyMore() {
        start(NONE_ASIDE);
        final RecordingSink first = rig.subscribe(DeliveryMode.TRADE_SAFE, "*");
        final RecordingSink second = rig.subscribe(DeliveryMode.TRADE_SAFE, "*");
        final int inSnapshot = entries(second);
        first.isReady = false;
        second.isReady = false;
        rig.quote(1, 1, 1);
        rig.nowNs += 1_000_000_000L;
        rig.step();
        first.isReady = true;
        rig.step();
        assertEquals(inSnapshot + 1, entries(first));
        rig.quote(1, 2, 1);
        rig.nowNs += 1_000_000_000L;
        second.isReady = true;
        rig.step();
        assertEquals(inSnapshot + 1, entries(second), "the second quote alone");
        assertEquals(rig.journal.size(), second.last(Frame.class).through());
    }

    @Test
    void shouldMarkWhatIsReplayAndWhatIsLive() {
        start(NONE_ASIDE);
        final RecordingSink fellBehind = rig.subscribe(DeliveryMode.ALL, "*");
        final RecordingSink joined = rig.subscribe(DeliveryMode.ALL, "*");
        fellBehind.isReady = false;
        joined.isReady = false;
        for (int i = 0; i < 10; i++) {
            rig.quote(1, i, 1);
        }
        rig.step();
        final RecordingSink resumed = resumeAt(rig.journal.size() - 10, DeliveryMode.ALL, "*");
        rig.step();
        fellBehind.isReady = true;
        joined.isReady = true;
        rig.step();
        assertEquals(10, entries(resumed));
        assertEquals(FrameFlag.REPLAY, resumed.last(Frame.class).flag());
        assertEquals(fellBehind.last(Frame.class), joined.last(Frame.class));
        assertEquals(FrameFlag.REPLAY, joined.last(Frame.class).flag());
        rig.quote(1, 11, 1);
        rig.step();
        assertEquals(FrameFlag.LIVE, joined.last(Frame.class).flag());
    }
}
