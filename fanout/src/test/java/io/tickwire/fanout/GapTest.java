package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A hole in the journal: told exactly, by the fan-out thread (0 replay threads) and by a replay thread. */
@Timeout(60)
final class GapTest {
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

    private void start(int replayThreads) {
        rig = new FanoutRig(directory, 256, FANOUT, new ReplayConfig(replayThreads, 1, 200, 100));
        rig.define("A@x");
        rig.define("B@x");
        for (int i = 0; i < TICKS; i++) {
            rig.quote(1 + i % 2, i, 1);
            rig.agent.doWork();
        }
        rig.step();
    }

    /** Coverage must join, and hold every tick outside the gaps; returns the gaps. */
    private List<RecordingSink.Gap> verify(RecordingSink sink, long from) {
        final List<RecordingSink.Gap> gaps = new ArrayList<>();
        long at = from;
        long entries = 0;
        long lost = 0;
        for (final Object item : sink.log) {
            if (item instanceof Frame frame) {
                assertEquals(at, frame.from());
                at = frame.through();
                entries += frame.entries().size();
            } else if (item instanceof RecordingSink.Gap gap) {
                assertEquals(at + 1, gap.from());
                at = gap.through();
                gaps.add(gap);
                lost += gap.through() - gap.from() + 1;
            }
        }
        assertEquals(rig.journal.size(), at);
        assertEquals(rig.journal.size() - from - lost, entries);
        return gaps;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldTellWhatIsMissingAndGoOnBehindIt(int replayThreads) {
        start(replayThreads);
        rig.holeFrom = 1_234;
        rig.holeThrough = 1_999;
        final RecordingSink sink = rig.resume(FanoutRig.EPOCH, 2, DeliveryMode.ALL, "*");
        rig.quote(1, 1, 1);
        rig.step();
        assertEquals(List.of(new RecordingSink.Gap(1_234, 1_999)), verify(sink, 2));
        assertEquals(1, rig.counters.counter(CounterId.FANOUT_GAPS).get());
        assertEquals(0, rig.counters.counter(CounterId.FANOUT_RESETS).get());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldTellOfAHoleThatBeginsAtThePositionAndReachesIntoTheRing(int replayThreads) {
        start(replayThreads);
        rig.holeFrom = 3;
        rig.holeThrough = rig.journal.size();
        final RecordingSink sink = rig.resume(FanoutRig.EPOCH, 2, DeliveryMode.ALL, "*");
        rig.quote(1, 1, 1);
        rig.step();
        final long oldestInRing = TICKS + 3 - 256;
        assertEquals(1, verify(sink, 2).size());
        assertEquals(oldestInRing, verify(sink, 2).get(0).through() + 1, 2, "what the ring still has is sent");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldTellTheGapOnceAndAfterWhatPrecedesItWhenTheSocketIsFull(int replayThreads) {
        start(replayThreads);
        rig.holeFrom = 1_234;
        rig.holeThrough = 1_299;
        final RecordingSink sink = rig.resume(FanoutRig.EPOCH, 1_100, DeliveryMode.ALL, "A*");
        for (int i = 0; i < 50; i++) {
            sink.isReady = i % 3 == 0;
            rig.quote(2, i, 1);
            rig.stepOnce();
        }
        sink.isReady = true;
        rig.quote(1, 1, 1);
        rig.step();
        assertEquals(List.of(new RecordingSink.Gap(1_234, 1_299)),
            sink.log.stream().filter(RecordingSink.Gap.class::isInstance).toList());
        long at = 1_100;
        for (final Object item : sink.log) {
            if (item instanceof Frame frame) {
                assertEquals(at, frame.from());
                at = frame.through();
            } else if (item instanceof RecordingSink.Gap gap) {
                assertEquals(at + 1, gap.from());
                at = gap.through();
            }
        }
        assertEquals(rig.journal.size(), at);
    }
}
