package io.tickwire.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(10)
final class RefusedSocketsTest {
    private static final long NOW_NS = TimeUnit.DAYS.toNanos(20_000);

    private final RefusedSockets refused = new RefusedSockets();

    private long enter(int count, boolean needsTls, long nowNs) {
        return IntStream.range(0, count).filter(i -> refused.tryEnter(needsTls, nowNs)).count();
    }

    @Test
    void shouldLetOnlySoManyWait() {
        assertEquals(RefusedSockets.LIMIT, enter(1_000, false, NOW_NS));
        refused.leave();
        assertEquals(1, enter(1_000, false, NOW_NS));
    }

    @Test
    void shouldMakeOnlySoManyHandshakesOfTlsASecond() {
        assertEquals(RefusedSockets.TLS_RATE, enter(100, true, NOW_NS));
        assertEquals(RefusedSockets.TLS_RATE, enter(100, true, NOW_NS + TimeUnit.SECONDS.toNanos(1)));
        assertEquals(10, enter(10, false, NOW_NS));
    }
}
