package io.tickwire.gateway.limit;

import io.tickwire.config.GatewayLimits;
import io.tickwire.gateway.proxy.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class AddressGateTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final IpAddress A = IpAddress.parse("192.0.2.1");
    private static final IpAddress B = IpAddress.parse("192.0.2.2");

    private static AddressGate gate(int perAddress, int rate, int ratePerAddress) {
        return new AddressGate(new GatewayLimits(perAddress, 0, rate, ratePerAddress, 0, List.of(), false, 1, 2, false,
            List.of()));
    }

    @Test
    void shouldCountConnectionsOfEachAndForgetWhoHasNone() {
        final ConnectionLimits<String> limits = new ConnectionLimits<>(2);
        assertTrue(limits.tryOpen("a") && limits.tryOpen("a") && limits.tryOpen("b"));
        assertEquals(false, limits.tryOpen("a"));
        assertEquals(2, limits.count("a"));
        limits.close("a");
        assertTrue(limits.tryOpen("a"), "a refused one does not count");
        limits.close("a");
        limits.close("a");
        limits.close("b");
        assertEquals(0, limits.size());
        assertEquals("a has no open connection; close each once",
            assertThrows(IllegalStateException.class, () -> limits.close("a")).getMessage());
        final ConnectionLimits<String> unlimited = new ConnectionLimits<>(0);
        for (int i = 0; i < 100; i++) {
            assertTrue(unlimited.tryOpen("a"));
        }
    }

    @Test
    void shouldLimitTheConnectionsOfAnAddress() {
        final AddressGate gate = gate(2, 0, 0);
        assertNull(gate.tryOpen(A, 0));
        assertNull(gate.tryOpen(A, 0));
        assertEquals(Refusal.LIMIT_PER_ADDRESS, gate.tryOpen(A, 0));
        assertEquals(Refusal.LIMIT_PER_ADDRESS, gate.tryOpen(IpAddress.parse("::ffff:192.0.2.1"), 0));
        assertNull(gate.tryOpen(B, 0));
        gate.close(A);
        assertNull(gate.tryOpen(A, 0));
    }

    @Test
    void shouldCountAllOfAnIpV6NetworkAsOne() {
        final AddressGate gate = gate(2, 0, 0);
        assertNull(gate.tryOpen(IpAddress.parse("2001:db8::1"), 0));
        assertNull(gate.tryOpen(IpAddress.parse("2001:db8::ffff:2"), 0));
        assertEquals(Refusal.LIMIT_PER_ADDRESS, gate.tryOpen(IpAddress.parse("2001:db8::3"), 0));
        assertNull(gate.tryOpen(IpAddress.parse("2001:db8:0:1::1"), 0));
        gate.close(IpAddress.parse("2001:db8::1"));
        assertNull(gate.tryOpen(IpAddress.parse("2001:db8::4"), 0));
    }

    @Test
    void shouldLimitTheRateOfAnAddressAndOfAll() {
        final AddressGate gate = gate(0, 5, 3);
        for (int i = 0; i < 3; i++) {
            assertNull(gate.tryOpen(A, 0));
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(Refusal.RATE_PER_ADDRESS, gate.tryOpen(A, 0));
        }
        assertNull(gate.tryOpen(B, 0), "what A has too much of is not taken from B");
        assertNull(gate.tryOpen(B, 0));
        assertEquals(Refusal.RATE, gate.tryOpen(B, 0));
        assertNull(gate.tryOpen(A, SECOND_NS));
    }

    @Test
    void shouldLimitTheRateOfAnIpV6NetworkAsOne() {
        final AddressGate gate = gate(0, 0, 2);
        assertNull(gate.tryOpen(IpAddress.parse("2001:db8::1"), 0));
        assertNull(gate.tryOpen(IpAddress.parse("2001:db8::2"), 0));
        assertEquals(Refusal.RATE_PER_ADDRESS, gate.tryOpen(IpAddress.parse("2001:db8::3"), 0));
        assertNull(gate.tryOpen(IpAddress.parse("2001:db8:0:1::1"), 0));
    }

    @Test
    void shouldNotCountWhomTheRateOfAllKeepsOut() {
        final AddressGate gate = gate(2, 1, 0);
        assertNull(gate.tryOpen(A, 0));
        assertEquals(Refusal.RATE, gate.tryOpen(A, 0));
        assertEquals(Refusal.RATE, gate.tryOpen(A, 0));
        assertNull(gate.tryOpen(A, SECOND_NS));
    }

    @Test
    void shouldTakeNoMoreMemoryForAMillionAddresses() {
        final AddressRates rates = new AddressRates(1);
        final IpAddress[] known = new IpAddress[200];
        for (int i = 0; i < known.length; i++) {
            known[i] = new IpAddress(0x2001_0db8_0000_0000L + i, 1);
            assertTrue(rates.tryAcquire(known[i], 0));
        }
        for (int i = 0; i < 1_000_000; i++) {
            // A second later each has its whole rate again, so none of them may keep another out.
            assertTrue(rates.tryAcquire(new IpAddress(0x2002_0000_0000_0000L + i, i), SECOND_NS + i));
        }
        assertTrue(rates.size() <= AddressRates.CAPACITY, () -> rates.size() + " addresses");
        assertTrue(rates.size() > AddressRates.CAPACITY * 9 / 10, () -> rates.size() + " addresses");
    }

    @Test
    void shouldKeepWhoIsAtItsLimitWhileOthersComeAndGo() {
        final AddressRates rates = new AddressRates(2);
        assertTrue(rates.tryAcquire(A, 0) && rates.tryAcquire(A, 0));
        for (int i = 0; i < 100_000; i++) {
            rates.tryAcquire(new IpAddress(0x2002_0000_0000_0000L + i, 0), 1);
        }
        assertEquals(false, rates.tryAcquire(A, 2), "its place was given to one that is further from its limit");
    }
}
