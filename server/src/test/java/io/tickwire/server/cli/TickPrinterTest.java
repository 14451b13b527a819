package io.tickwire.server.cli;

import io.tickwire.client.DeliveryMode;
import io.tickwire.client.Position;
import io.tickwire.client.SavedPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class TickPrinterTest {
    @Test
    void shouldKnowItsPositionWhenItBeganFromATime() {
        final ByteArrayOutputStream messages = new ByteArrayOutputStream();
        final TickPrinter printer = new TickPrinter(new ByteArrayOutputStream(), new PrintStream(messages), false,
            DeliveryMode.ALL, "all BTC*", Long.MAX_VALUE, null);
        final Position before = new Position("18c2a6f3b1e0d4a7", 40);
        printer.onResumed(before, 90);
        printer.flush();
        assertTrue(printer.wasConnected());
        assertEquals(new SavedPosition(before, 0, "all BTC*"), printer.flushedPosition());
        assertEquals("tickwire: resumed from position 40, 50 positions behind", messages.toString().strip());
    }
}
