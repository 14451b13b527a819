package io.tickwire.core.tick;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

@Timeout(10)
final class LastValuesTest {
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[Tick.LENGTH]);
    private final TickEncoder encoder = new TickEncoder().wrap(bytes, 0);
    private final Tick tick = new Tick().wrap(bytes, 0);
    private final LastValues values = new LastValues();
    private long sequence = 100;

    @Test
    void shouldKnowNothingAtTheStart() {
        for (int id = 1; id < 64; id++) {
            assertNull(values.quote(id));
            assertNull(values.trade(id));
            assertEquals(0, values.quoteSequence(id));
        }
    }

    @Test
    void shouldKeepTheNewestQuoteAndTradeOfEachInstrumentApart() {
        quote(1, 10);
        trade(1, 11);
        quote(2, 20);
        quote(1, 12);
        assertEquals(12, values.quote(1).bidPrice());
        assertEquals(104, values.quoteSequence(1));
        assertEquals(11, values.trade(1).price());
        assertEquals(20, values.quote(2).bidPrice());
        assertNull(values.trade(2));
    }

    @Test
    void shouldKeepWhatItHoldsWhenItGrows() {
        quote(63, 630);
        for (final int id : new int[] {64, 65, 128, 129, 5_000}) {
            define(id);
            assertNull(values.quote(id));
            assertNull(values.trade(id));
            quote(id, id * 10L);
            trade(id, id * 10L + 1);
        }
        for (final int id : new int[] {63, 64, 65, 128, 129, 5_000}) {
            assertEquals(id * 10L, values.quote(id).bidPrice());
        }
        assertEquals(50_001, values.trade(5_000).price());
    }

    @Test
    void shouldKeepValuesWhenAnInstrumentIsDefinedAgainAndAtAStatus() {
        quote(1, 10);
        define(1);
        encoder.putStatus(1, 1, 1, 3);
        values.onTick(tick);
        assertEquals(10, values.quote(1).bidPrice());
        assertNull(values.quote(0));
    }

    private void define(int id) {
        encoder.putDefinition(id, 1, id, 1, "A@B", 0, 0);
        encoder.sequence(++sequence);
        values.onTick(tick);
    }

    private void quote(int id, long price) {
        encoder.putQuote(id, 1, 1, 1, price, 1, price + 1, 1);
        encoder.sequence(++sequence);
        values.onTick(tick);
    }

    private void trade(int id, long price) {
        encoder.putTrade(id, 1, 1, 1, price, 1, 0, Side.BUY);
        encoder.sequence(++sequence);
        values.onTick(tick);
    }
}
