package io.tickwire.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class ReceiptsTest {
    private final Receipts receipts = new Receipts();

    @Test
    void shouldKnowNothingAtFirst() {
        assertEquals(Receipts.NOTHING, receipts.takenPosition());
        assertNull(receipts.pollGap());
        assertFalse(receipts.isWhole());
    }

    @Test
    void shouldFollowOneServer() {
        receipts.onTaken(5, 0, false);
        receipts.onTaken(5, 100, false);
        receipts.onTaken(5, 90, false);
        assertEquals(100, receipts.takenPosition());
        assertNull(receipts.pollGap());
    }

    @Test
    void shouldTellWhatWasUnderWayWhenAServerWasReplaced() {
        receipts.onTaken(5, 100, false);
        receipts.onTaken(6, 180, false);
        receipts.onTaken(6, 200, false);
        receipts.onTaken(7, 200, false);
        receipts.onTaken(8, 201, false);
        assertEquals(new Receipts.Gap(100, 180), receipts.pollGap());
        assertEquals(new Receipts.Gap(200, 201), receipts.pollGap());
        assertNull(receipts.pollGap());
        assertEquals(201, receipts.takenPosition());
    }

    @Test
    void shouldKnowWhenAllHasArrived() {
        receipts.onTaken(5, 100, true);
        assertTrue(receipts.isWhole());
    }
}
