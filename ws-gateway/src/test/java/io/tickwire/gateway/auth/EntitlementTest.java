package io.tickwire.gateway.auth;

import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.DeliveryMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Set;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class EntitlementTest {
    private static final Set<DeliveryMode> BOTH = Set.of(DeliveryMode.values());

    @Test
    void shouldCoverWhatHasLess() {
        final Entitlement base = of(BOTH, 10, 3, "A", "B*");
        assertTrue(base.covers(of(BOTH, 10, 3, "B*", "A")));
        assertTrue(base.covers(of(Set.of(DeliveryMode.ALL), 9, 1, "A")));
        assertTrue(base.covers(of(Set.of(), 10, 3)));
        assertTrue(of(BOTH, 0, 0, "A").covers(of(BOTH, 10, 3, "A")));
    }

    @Test
    void shouldNotCoverWhatHasMore() {
        final Entitlement base = of(Set.of(DeliveryMode.ALL), 10, 3, "A", "B*");
        assertFalse(base.covers(of(Set.of(DeliveryMode.ALL), 10, 3, "A", "C")));
        assertFalse(base.covers(of(BOTH, 10, 3, "A")));
        assertFalse(base.covers(of(Set.of(DeliveryMode.ALL), 11, 3, "A")));
        assertFalse(base.covers(of(Set.of(DeliveryMode.ALL), 0, 3, "A")));
        assertFalse(base.covers(of(Set.of(DeliveryMode.ALL), 10, 4, "A")));
        assertFalse(base.covers(of(Set.of(DeliveryMode.ALL), 10, 0, "A")));
        assertFalse(Entitlement.NOTHING.covers(Entitlement.EVERYTHING));
    }

    private static Entitlement of(Set<DeliveryMode> modes, int maxRate, int connectionLimit, String... symbols) {
        return new Entitlement(Stream.of(symbols).map(SymbolPattern::parse).toList(), modes, maxRate,
            connectionLimit);
    }
}
