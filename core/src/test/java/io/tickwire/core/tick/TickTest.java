package io.tickwire.core.tick;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

@Timeout(10)
final class TickTest {
    private static final int OFFSET = 64;
    private final byte[] bytes = new byte[192];
    private final ByteBuffer plain = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private final TickEncoder encoder = new TickEncoder();
    private final Tick tick = new Tick();

    @BeforeEach
    void fillWithOldBytes() {
        Arrays.fill(bytes, (byte) 0xEE);
        encoder.wrap(new UnsafeBuffer(bytes), OFFSET).sequence(0x0102_0304_0506_0708L);
        tick.wrap(new UnsafeBuffer(bytes), OFFSET);
    }

    @Test
    void shouldLayOutAQuoteAsDocumented() {
        encoder.putQuote(0x1112_1314, 0xFEDC, 21, 22, Tick.NO_PRICE, 32, -33, 34);
        assertLongs(0x0102_0304_0506_0708L, 21, 22, Tick.NO_PRICE, -33, 32, 34);
        assertTail(0x1112_1314, 1, 0, 0xFEDC);
        assertEquals(0x0102_0304_0506_0708L, tick.sequence());
        assertEquals(21, tick.receiveTimeNs());
        assertEquals(22, tick.eventTimeNs());
        assertEquals(Tick.NO_PRICE, tick.bidPrice());
        assertEquals(-33, tick.askPrice());
        assertEquals(32, tick.bidSize());
        assertEquals(34, tick.askSize());
        assertEquals(0x1112_1314, tick.instrumentId());
        assertEquals(0xFEDC, tick.sourceId());
        assertEquals(TickKind.QUOTE.code(), tick.kind());
    }

    @Test
    void shouldLayOutATradeAsDocumented() {
        encoder.putTrade(7, 65_535, 21, 22, -31, 32, 0xFFFF_FFFFL, Side.SELL);
        assertLongs(0x0102_0304_0506_0708L, 21, 22, -31, 0xFFFF_FFFFL, 32, 0);
        assertTail(7, 2, 2, 65_535);
        assertEquals(-31, tick.price());
        assertEquals(32, tick.size());
        assertEquals(0xFFFF_FFFFL, tick.conditions());
        assertEquals(Side.SELL, tick.side());
        assertEquals(65_535, tick.sourceId());
    }

    @Test
    void shouldLayOutAStatusAsDocumented() {
        encoder.putStatus(9, 21, 22, 3);
        assertLongs(0x0102_0304_0506_0708L, 21, 22, 3, 0, 0, 0);
        assertTail(0, 4, 0, 9);
        assertEquals(3, tick.status());
    }

    @Test
    void shouldLayOutADefinitionAsDocumented() {
        encoder.putDefinition(5, 6, 0x8765_4321, 21, "A@B", -18, 18);
        assertEquals(0x8765_4321, plain.getInt(OFFSET + 16));
        assertEquals(-18, bytes[OFFSET + 20]);
        assertEquals(18, bytes[OFFSET + 21]);
        assertEquals(3, bytes[OFFSET + 22]);
        assertEquals(0, bytes[OFFSET + 23]);
        assertEquals("A@B" + "\0".repeat(29), new String(bytes, OFFSET + 24, 32, StandardCharsets.US_ASCII));
        assertTail(5, 3, 0, 6);
        assertEquals(0x8765_4321, tick.sourceInstrumentId());
        assertEquals(-18, tick.priceExponent());
        assertEquals(18, tick.sizeExponent());
        assertEquals("A@B", tick.name());
    }

    @Test
    void shouldTakeNamesOfOneTo32Characters() {
        for (final String name : new String[] {"x", "x".repeat(32)}) {
            encoder.putDefinition(5, 6, 7, 21, name, 0, 0);
            assertEquals(name, tick.name());
            assertTail(5, 3, 0, 6);
        }
        for (final String name : new String[] {"", "x".repeat(33)}) {
            assertThrows(IllegalArgumentException.class, () -> encoder.putDefinition(5, 6, 7, 21, name, 0, 0));
        }
    }

    @Test
    void shouldRefuseToReadANameBeyondItsField() {
        encoder.putDefinition(5, 6, 7, 21, "A@B", 0, 0);
        bytes[OFFSET + 22] = 33;
        assertThrows(IllegalArgumentException.class, tick::name);
        bytes[OFFSET + 22] = (byte) 255;
        assertThrows(IllegalArgumentException.class, tick::name);
    }

    @Test
    void shouldCopyTheWholeSlotAndNoMore() {
        encoder.putQuote(1, 2, 3, 4, 5, 6, 7, 8);
        final byte[] copy = new byte[66];
        tick.copyTo(new UnsafeBuffer(copy), 1);
        assertEquals(ByteBuffer.wrap(bytes, OFFSET, 64), ByteBuffer.wrap(copy, 1, 64));
        assertEquals(0, copy[0]);
        assertEquals(0, copy[65]);
        assertEquals(64, tick.bytes().capacity());
    }

    private void assertLongs(long... values) {
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], plain.getLong(OFFSET + 8 * i), "int64 at " + 8 * i);
        }
    }

    private void assertTail(int instrumentId, int kind, int side, int sourceId) {
        assertEquals(instrumentId, plain.getInt(OFFSET + 56));
        assertEquals(kind, bytes[OFFSET + 60]);
        assertEquals(side, bytes[OFFSET + 61]);
        assertEquals(sourceId, plain.getShort(OFFSET + 62) & 0xFFFF);
        for (int i = 0; i < OFFSET; i++) {
            assertEquals((byte) 0xEE, bytes[i], "byte before the slot");
            assertEquals((byte) 0xEE, bytes[OFFSET + 64 + i], "byte behind the slot");
        }
    }
}
