package io.tickwire.core.stage;

import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.atomic.AtomicLong;

import static io.tickwire.core.stage.StageClock.NOT_KNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class StageClockTest {
    @Test
    void shouldKeepTheTimeOfEachSampledPositionInARange() {
        final StageTrack track = new StageClock(4, 1).track(Stage.TAKEN, 0);
        track.passed(0, 3, 10);
        track.passed(3, 4, 20);
        track.passed(4, 13, 30);
        track.passed(13, 15, 40);
        final long[] expected = {NOT_KNOWN, 20, 30, 30, NOT_KNOWN};
        for (int i = 1; i < expected.length; i++) {
            assertEquals(expected[i], track.timeNs(4L * i), "position " + 4 * i);
        }
    }

    @Test
    void shouldSampleEveryPositionWithAnIntervalOfOne() {
        final StageTrack track = new StageClock(1, 1).track(Stage.TAKEN, 0);
        track.passed(6, 8, 5);
        assertEquals(NOT_KNOWN, track.timeNs(6));
        assertEquals(5, track.timeNs(7));
        assertEquals(5, track.timeNs(8));
        assertEquals(NOT_KNOWN, track.timeNs(9));
    }

    @Test
    void shouldForgetWhatLiesTooFarBack() {
        final StageTrack track = new StageClock(2, 1).track(Stage.TAKEN, 0);
        track.passed(0, 2, 7);
        track.passed(2, 2L * StageTrack.SLOTS, 8);
        assertEquals(7, track.timeNs(2));
        track.passed(2L * StageTrack.SLOTS, 2L * StageTrack.SLOTS + 2, 9);
        assertEquals(NOT_KNOWN, track.timeNs(2));
        assertEquals(9, track.timeNs(2L * StageTrack.SLOTS + 2));
        assertEquals(8, track.timeNs(4));
    }

    @Test
    void shouldReadTheClockForWhatPassesNow() {
        final StageTrack track = new StageClock(2, 1).track(Stage.TAKEN, 0);
        final long beforeNs = System.nanoTime();
        track.passed(1, 2);
        final long afterNs = System.nanoTime();
        assertTrue(track.timeNs(2) - beforeNs >= 0 && afterNs - track.timeNs(2) >= 0);
    }

    @Test
    void shouldKnowNothingWhileOff() {
        final StageClock clock = StageClock.off();
        assertFalse(clock.isOn());
        final StageTrack track = clock.track(Stage.WRITTEN, 5);
        track.passed(0, 100);
        track.passed(0, 100, 1);
        assertEquals(NOT_KNOWN, track.timeNs(64));
    }

    @Test
    void shouldHaveATrackForEachFanoutThread() {
        final StageClock clock = new StageClock(2, 2);
        assertSame(clock.track(Stage.JOURNALED, 0), clock.track(Stage.JOURNALED, 1));
        assertNotSame(clock.track(Stage.PASS_BEGUN, 0), clock.track(Stage.PASS_BEGUN, 1));
        assertNotSame(clock.track(Stage.WRITTEN, 0), clock.track(Stage.FRAMED, 0));
    }

    @Test
    void shouldRefuseIntervalsThatAreNoPowerOfTwo() {
        for (final int interval : new int[] {-1, 3, 100, Integer.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> new StageClock(interval, 1), () -> "of " + interval);
        }
    }

    @Test
    void shouldNoteWhenTheDutyCycleBeganAndEndedThatMovedTheCursor() throws Exception {
        final StageClock clock = new StageClock(2, 1);
        final AtomicLong cursor = new AtomicLong();
        final long[] workedNs = new long[1];
        final StagedAgent agent = new StagedAgent(new Agent() {
            @Override
            public int doWork() {
                workedNs[0] = System.nanoTime();
                return (int) cursor.addAndGet(3);
            }

            @Override
            public String roleName() {
                return "moving";
            }
        }, cursor::get, clock.track(Stage.TAKEN, 0), clock.track(Stage.IN_RING, 0));
        assertEquals("moving", agent.roleName());
        assertEquals(3, agent.doWork());
        assertTrue(clock.track(Stage.TAKEN, 0).timeNs(2) - workedNs[0] <= 0);
        assertTrue(clock.track(Stage.IN_RING, 0).timeNs(2) - workedNs[0] >= 0);
        assertNotEquals(NOT_KNOWN, clock.track(Stage.TAKEN, 0).timeNs(2));
        assertEquals(NOT_KNOWN, clock.track(Stage.TAKEN, 0).timeNs(4));
    }
}
