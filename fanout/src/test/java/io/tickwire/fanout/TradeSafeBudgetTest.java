package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What groups in mode trade-safe cost the others of their thread. */
@Timeout(60)
final class TradeSafeBudgetTest {
    private static final FanoutConfig FANOUT =
        new FanoutConfig(1, 256, 1_024, 1_000_000_000L, 100, 0, FanoutRig.SLOW);
    private static final long INTERVAL_NS = 100_000_000L;
    private static final int A = 1;
    private static final int B = 2;

    @TempDir
    private Path directory;
    private FanoutRig rig;

    @BeforeEach
    void open() {
        rig = new FanoutRig(directory, 256, FANOUT);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** How many ticks are looked at in one duty cycle for a group that has 60,000 to look at, in the journal. */
    private long lookedAt(int ticksForTheLivePass) {
        rig.define("A@x");
        rig.define("B@x");
        final RecordingSink sink = rig.subscribe(DeliveryMode.TRADE_SAFE, "A*");
        for (int i = 0; i < 60_000; i++) {
            rig.quote(B, i, 1);
            if (i % 100 == 99) {
                rig.stepOnce();
            }
        }
        for (int i = 0; i < ticksForTheLivePass; i++) {
            rig.quote(B, i, 1);
        }
        rig.nowNs += INTERVAL_NS;
        final long before = rig.counters.counter(CounterId.FANOUT_JOURNAL_TICKS).get();
        rig.stepOnce();
        final long lookedAt = rig.counters.counter(CounterId.FANOUT_JOURNAL_TICKS).get() - before;
        rig.trade(A, 1, 1);
        rig.step();
        rig.nowNs += INTERVAL_NS;
        rig.step();
        assertEquals(List.of("T1 1"), TradeSafeTest.verify(sink.frames(), 2, 60_003 + ticksForTheLivePass));
        return lookedAt;
    }

    @Test
    void shouldNotHoldUpTheOthersForLongWithALookIntoTheJournal() {
        final long lookedAt = lookedAt(0);
        assertTrue(lookedAt > 0 && lookedAt <= 16_384, () -> lookedAt + " ticks");
    }

    @Test
    void shouldLookAtLittleWhileTheLivePassIsBehind() {
        final long lookedAt = lookedAt(2_000);
        assertTrue(lookedAt > 0 && lookedAt <= 256 + 1_024, () -> lookedAt + " ticks");
    }
}
