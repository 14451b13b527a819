package io.tickwire.fanout;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(10)
class ReplayPaceTest {
    @Test
    void shouldTakeItsShareOfTheTimeAndNoMore() {
        for (final int sharePercent : new int[]{1, 25, 50, 80, 100}) {
            final ReplayPace pace = new ReplayPace(sharePercent);
            long nowNs = 1_700_000_000_000_000_000L;
            final long startNs = nowNs;
            long workedNs = 0;
            for (int i = 0; i < 1_000; i++) {
                assertFalse(pace.isPausing(nowNs));
                final long stretchNs = 1_000 + i;
                pace.worked(nowNs, nowNs + stretchNs);
                workedNs += stretchNs;
                nowNs += stretchNs;
                while (pace.isPausing(nowNs)) {
                    nowNs += 10;
                }
            }
            final double share = 100.0 * workedNs / (nowNs - startNs);
            assertTrue(share <= sharePercent && share > 0.95 * sharePercent, sharePercent + ": " + share);
        }
    }

    @Test
    void shouldNotPauseAfterWorkThatTookNoTime() {
        final ReplayPace pace = new ReplayPace(1);
        pace.worked(5, 5);
        assertFalse(pace.isPausing(5));
        pace.worked(5, 6);
        assertTrue(pace.isPausing(104));
        assertEquals(false, pace.isPausing(105));
    }
}
