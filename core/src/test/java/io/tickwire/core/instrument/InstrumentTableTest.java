package io.tickwire.core.instrument;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(10)
final class InstrumentTableTest {
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[Tick.LENGTH]);
    private final InstrumentTable table = new InstrumentTable();

    @Test
    void shouldCheckNames() {
        for (final String name : new String[] {"a@b", "A B@x", "x".repeat(15) + "@" + "y".repeat(16), "_-.:/+@$#=^!"}) {
            assertTrue(Instrument.isName(name), name);
        }
        for (final String name : new String[] {null, "", "@", "a@", "@b", "ab", "abc", "a@b@c", "a@@b", "a*@b", "a?@b",
            "a,@b", "a\u00e9@b", "a\n@b", "\"a@b", "x".repeat(31) + "@y"}) {
            assertFalse(Instrument.isName(name), name);
        }
    }

    @Test
    void shouldCheckTheOtherParts() {
        assertThrows(IllegalArgumentException.class, () -> new Instrument(0, "a@b", 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Instrument(1, "ab", 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Instrument(1, "a@b", -19, 0));
        assertThrows(IllegalArgumentException.class, () -> new Instrument(1, "a@b", 0, 19));
        assertEquals(18, new Instrument(1, "a@b", -18, 18).sizeExponent());
    }

    @Test
    void shouldNumberInstrumentsInTheOrderOfDefinition() {
        final Instrument first = define(1, 7, -1, "a@b", -2, 0);
        final Instrument second = define(2, 7, 0, "a@b", -3, 0);
        assertEquals(2, table.size());
        assertEquals(first, table.byId(1));
        assertEquals(second, table.byId(2));
        assertEquals(first, table.find("a@b", -2, 0));
        assertEquals(second, table.find("a@b", -3, 0));
        assertNull(table.find("a@b", 0, 0));
        for (final int id : new int[] {0, 3, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertNull(table.byId(id));
        }
    }

    @Test
    void shouldKeepTheIdsOfSourcesApart() {
        define(1, 0, -1, "a@b", 0, 0);
        define(2, 65_535, -1, "c@d", 0, 0);
        define(1, 1, 5, "a@b", 0, 0);
        assertEquals(1, table.idOfSource(0, -1));
        assertEquals(2, table.idOfSource(65_535, -1));
        assertEquals(1, table.idOfSource(1, 5));
        assertEquals(InstrumentTable.UNKNOWN, table.idOfSource(1, -1));
        define(2, 0, -1, "c@d", 0, 0);
        assertEquals(2, table.idOfSource(0, -1), "a source may give its id to another instrument");
        assertEquals(2, table.size());
    }

    @Test
    void shouldRefuseContradictionsAndChangeNothing() {
        define(1, 1, 1, "a@b", 0, 0);
        assertThrows(IllegalStateException.class, () -> define(3, 1, 2, "c@d", 0, 0));
        assertThrows(IllegalStateException.class, () -> define(1, 1, 2, "c@d", 0, 0));
        assertThrows(IllegalStateException.class, () -> define(1, 1, 2, "a@b", 1, 0));
        assertThrows(IllegalArgumentException.class, () -> define(0, 1, 2, "a@b", 1, 0));
        assertThrows(IllegalArgumentException.class, () -> define(2, 1, 2, "cd", 0, 0));
        assertThrows(IllegalArgumentException.class, () -> define(2, 1, 2, "c@d", 19, 0));
        assertEquals(1, table.size());
        assertEquals(InstrumentTable.UNKNOWN, table.idOfSource(1, 2));
    }

    private Instrument define(int id, int source, int sourceInstrument, String name, int price, int size) {
        new TickEncoder().wrap(bytes, 0).putDefinition(id, source, sourceInstrument, 1, name, price, size);
        return table.onDefinition(new Tick().wrap(bytes, 0));
    }
}
