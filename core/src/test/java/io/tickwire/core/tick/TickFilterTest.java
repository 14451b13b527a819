package io.tickwire.core.tick;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteOrder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(10)
class TickFilterTest {
    private static final int OFFSET = 64;

    private final UnsafeBuffer slot = new UnsafeBuffer(new byte[OFFSET + Tick.LENGTH]);
    private final TickEncoder encoder = new TickEncoder();

    private static TickFilter of(int... ids) {
        final long[] bits = new long[8];
        for (final int id : ids) {
            bits[id / 64] |= 1L << id % 64;
        }
        return new TickFilter(bits);
    }

    private void quote(int id) {
        encoder.wrap(slot, OFFSET).putQuote(id, 1, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void shouldWantQuotesAndTradesOfItsInstrumentsAndEveryStatusAndNoDefinition() {
        final TickFilter filter = of(1, 63, 64, 300);
        for (int id = 1; id < 2_000; id++) {
            final boolean isWanted = id == 1 || id == 63 || id == 64 || id == 300;
            quote(id);
            assertEquals(isWanted, filter.wants(slot, OFFSET), "quote of " + id);
            encoder.wrap(slot, OFFSET).putTrade(id, 1, 1, 1, 1, 1, 0, Side.BUY);
            assertEquals(isWanted, filter.wants(slot, OFFSET), "trade of " + id);
        }
        encoder.wrap(slot, OFFSET).putStatus(1, 1, 1, 1);
        assertTrue(filter.wants(slot, OFFSET));
        encoder.wrap(slot, OFFSET).putDefinition(1, 1, 1, 1, "A@x", 0, 0);
        assertFalse(filter.wants(slot, OFFSET));
        assertTrue(TickFilter.ALL.wants(slot, OFFSET));
        assertTrue(TickFilter.ALL.mayWant(0));
        quote(77);
        assertTrue(TickFilter.ALL.wants(slot, OFFSET));
        assertTrue(TickFilter.ALL.mayWant(TickFilter.maskOf(slot, OFFSET)));
    }

    @Test
    void shouldWantEveryTradeAndTheChosenQuotes() {
        final TickFilter filter = new TickFilter(new long[]{1L << 7}, (id, sequence) -> id == 7 && sequence == 42);
        for (long sequence = 40; sequence < 45; sequence++) {
            quote(7);
            slot.putLong(OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
            assertEquals(sequence == 42, filter.wants(slot, OFFSET), "quote " + sequence);
            quote(8);
            slot.putLong(OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
            assertFalse(filter.wants(slot, OFFSET));
            encoder.wrap(slot, OFFSET).putTrade(7, 1, 1, 1, 1, 1, 0, Side.BUY);
            slot.putLong(OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
            assertTrue(filter.wants(slot, OFFSET), "trade " + sequence);
        }
        encoder.wrap(slot, OFFSET).putStatus(1, 1, 1, 1);
        assertTrue(filter.wants(slot, OFFSET));
    }

    @Test
    void shouldBeFixedWhereItChoosesByInstrumentAlone() {
        assertTrue(of(7).isFixed());
        assertTrue(TickFilter.ALL.isFixed());
        assertFalse(new TickFilter(new long[1], (id, sequence) -> true).isFixed());
    }

    @Test
    void shouldNeverPassOverABatchThatHasWhatIsWanted() {
        for (int wanted = 1; wanted < 500; wanted++) {
            final TickFilter filter = of(wanted);
            quote(wanted);
            final int mask = TickFilter.maskOf(slot, OFFSET);
            assertTrue(filter.mayWant(mask));
            quote(wanted + 1);
            assertFalse(filter.mayWant(TickFilter.maskOf(slot, OFFSET)), "instrument " + wanted);
            assertTrue(filter.mayWant(mask | TickFilter.maskOf(slot, OFFSET)));
        }
        assertTrue(of(5).mayWant(0), "no mask was kept");
        encoder.wrap(slot, OFFSET).putStatus(1, 1, 1, 1);
        assertTrue(of(5).mayWant(TickFilter.maskOf(slot, OFFSET)));
        assertTrue(of().mayWant(TickFilter.maskOf(slot, OFFSET)));
    }
}
