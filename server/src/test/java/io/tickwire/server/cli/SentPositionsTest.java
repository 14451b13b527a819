package io.tickwire.server.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(20)
final class SentPositionsTest {
    private final SentPositions sent = new SentPositions(6);

    @Test
    void shouldCountTicksBetweenTwoPositions() {
        assertEquals(0, sent.between(-1, 1_000));
        for (int i = 1; i <= 5; i++) {
            sent.add(i * 100L);
        }
        assertEquals(5, sent.between(0, 500));
        assertEquals(2, sent.between(200, 499));
        assertEquals(1, sent.between(199, 200));
        assertEquals(0, sent.between(500, 900));
    }

    @Test
    void shouldRememberTheLastOnes() {
        for (int i = 1; i <= 100; i++) {
            sent.add(i);
        }
        assertEquals(8, sent.between(-1, 100));
        assertEquals(6, sent.between(94, 100));
    }
}
