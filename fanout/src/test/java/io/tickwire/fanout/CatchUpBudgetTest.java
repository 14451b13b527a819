package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How much those behind get in one duty cycle, beside many at the head. */
@Timeout(60)
final class CatchUpBudgetTest {
    private static final int PASS_LIMIT_TICKS = 64;
    private static final int CATCH_UP_LIMIT_TICKS = 10;
    private static final int AT_HEAD = 100;
    private static final int BEHIND = 30;
    /** Of four turns, the first of which makes each frame. */
    private static final int FEW_FRAMES = 20;
    private static final FanoutConfig CONFIG = new FanoutConfig(1, PASS_LIMIT_TICKS, 16_384, 1_000_000_000L,
        CATCH_UP_LIMIT_TICKS, 0, FanoutRig.SLOW);

    @TempDir
    private Path directory;
    private FanoutRig rig;
    private final List<RecordingSink> behind = new ArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    private int framesOfOneCycle(int ticksAtHead) {
        rig = new FanoutRig(directory, 1_024, CONFIG);
        rig.fill(10);
        for (int i = 0; i < AT_HEAD; i++) {
            rig.subscribe(DeliveryMode.ALL, "*");
        }
        for (int i = 0; i < BEHIND; i++) {
            behind.add(rig.subscribe(DeliveryMode.ALL, "*"));
        }
        behind.forEach(sink -> sink.isReady = false);
        quotes(40);
        rig.step();
        behind.forEach(sink -> sink.isReady = true);
        quotes(ticksAtHead);
        final int before = framesOfThoseBehind();
        rig.agent.doWork();
        return framesOfThoseBehind() - before;
    }

    private void quotes(int count) {
        for (int i = 0; i < count; i++) {
            rig.quote(1, i, 1);
        }
    }

    private int framesOfThoseBehind() {
        return behind.stream().mapToInt(sink -> sink.frames().size()).sum();
    }

    @Test
    void shouldBeHalfOfWhatTheHeadTakesWhileThatKeepsUp() {
        assertEquals(BEHIND, framesOfOneCycle(PASS_LIMIT_TICKS), "each has a turn");
        rig.step();
        behind.forEach(sink -> assertEquals(rig.journal.size(), sink.last(Frame.class).through()));
    }

    @Test
    void shouldBeSomeTurnsWhileTheHeadWaits() {
        final int frames = framesOfOneCycle(PASS_LIMIT_TICKS + 1);
        assertTrue(frames > 0 && frames <= FEW_FRAMES, frames + " frames");
    }

    @Test
    void shouldBeSomeTurnsWhereTheHeadTakesLittle() {
        final int frames = framesOfOneCycle(1);
        assertTrue(frames > 0 && frames <= FEW_FRAMES, frames + " frames");
    }
}
