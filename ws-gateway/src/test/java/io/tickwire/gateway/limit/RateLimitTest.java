package io.tickwire.gateway.limit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class RateLimitTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private static int take(RateLimit limit, long nowNs) {
        int taken = 0;
        while (taken < 1_000 && limit.tryAcquire(nowNs)) {
            taken++;
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1_723_161_471_011_492_645L})
    void shouldGiveTheBurstAndThenTheRateWhateverTheClockBeginsWith(long startNs) {
        final RateLimit limit = new RateLimit(10, 3);
        assertEquals(3, take(limit, startNs));
        assertEquals(0, take(limit, startNs + SECOND_NS / 10 - 1));
        assertEquals(1, take(limit, startNs + SECOND_NS / 10));
        assertEquals(2, take(limit, startNs + 3 * SECOND_NS / 10));
        assertEquals(3, take(limit, startNs + 100 * SECOND_NS));
    }

    @Test
    void shouldLoseNothingOfASlowRateBetweenManyCalls() {
        final RateLimit limit = new RateLimit(3, 1);
        assertEquals(1, take(limit, 0));
        int taken = 0;
        for (long nowNs = 0; nowNs <= 10 * SECOND_NS; nowNs += 1_001) {
            taken += limit.tryAcquire(nowNs) ? 1 : 0;
        }
        assertEquals(29, taken, "30 less the one that is due in the last instant");
    }

    @Test
    void shouldGiveNothingForAClockThatGoesBack() {
        final RateLimit limit = new RateLimit(10, 3);
        assertEquals(3, take(limit, 50 * SECOND_NS));
        assertEquals(0, take(limit, 0));
        assertEquals(0, take(limit, SECOND_NS / 10 - 1));
        assertEquals(1, take(limit, SECOND_NS / 10), "the rate goes on from the new time");
        assertEquals(0, take(limit, -SECOND_NS));
        assertEquals(0, take(limit, -2 * SECOND_NS));
    }

    @Test
    void shouldGiveNoMoreThanTheBurstForAClockThatGoesFarOn() {
        final RateLimit limit = new RateLimit(RateLimit.LIMIT, 5);
        assertEquals(5, take(limit, 0));
        assertEquals(5, take(limit, Long.MAX_VALUE));
        final RateLimit wide = new RateLimit(10, 5);
        assertEquals(5, take(wide, Long.MIN_VALUE));
        assertEquals(0, take(wide, Long.MAX_VALUE), "further than 292 years is as if it went back");
        final RateLimit slow = new RateLimit(1, RateLimit.LIMIT);
        assertTrue(slow.tryAcquire(-1));
        assertTrue(slow.tryAcquire(Long.MAX_VALUE - 1));
        assertEquals(RateLimit.LIMIT * SECOND_NS - SECOND_NS, slow.creditAt(Long.MAX_VALUE - 1));
    }

    @Test
    void shouldNeverGiveMoreThanTheClockAllowsHoweverItSteps() {
        final long seed = System.nanoTime();
        System.out.println("RateLimitTest seed " + seed);
        final Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            final int rate = 1 + random.nextInt(1 << random.nextInt(30));
            final int burst = 1 + random.nextInt(20);
            final RateLimit limit = new RateLimit(rate, burst);
            long nowNs = random.nextLong();
            double allowed = burst;
            for (int i = 0; i < 500; i++) {
                final long stepNs = random.nextLong() >> random.nextInt(64);
                nowNs += stepNs;
                allowed = Math.min(burst, allowed + Math.max(0.0, stepNs) * rate / SECOND_NS);
                if (limit.tryAcquire(nowNs)) {
                    allowed -= 1;
                    assertTrue(allowed > -1e-3, "seed " + seed + ", rate " + rate + ", over by " + -allowed);
                } else {
                    assertTrue(allowed < 1 + 1e-3, "seed " + seed + ", rate " + rate + ", had " + allowed);
                }
            }
        }
    }

    @Test
    void shouldAllowAnythingWithoutALimit() {
        assertEquals(1_000, take(new RateLimit(0, 1), 0));
        assertTrue(new InboundRate(0).tryMessage(0));
    }

    @Test
    void shouldAllowTwiceTheMessagesOfASecondAtOnce() {
        final InboundRate rate = new InboundRate(50);
        for (int i = 0; i < 100; i++) {
            assertTrue(rate.tryMessage(0));
        }
        assertFalse(rate.tryMessage(0));
        assertFalse(rate.tryMessage(SECOND_NS / 50 - 1));
        assertTrue(rate.tryMessage(SECOND_NS / 50));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "1, 0", "1000000001, 1", "1, 1000000001", "0, -5"})
    void shouldRefuseWhatIsOutOfRange(int rate, int burst) {
        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> new RateLimit(rate, burst));
        assertEquals("a rate must be 0 to 1000000000 and a burst 1 to 1000000000, not " + rate + " and " + burst,
            refusal.getMessage());
    }
}
