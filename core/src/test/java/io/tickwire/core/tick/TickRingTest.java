package io.tickwire.core.tick;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

@Timeout(10)
final class TickRingTest {
    private final UnsafeBuffer cursors = new UnsafeBuffer(new byte[256]);
    private final AtomicCounter published = new AtomicCounter(cursors, 0);
    private final AtomicCounter journaled = new AtomicCounter(cursors, 1);
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[Tick.LENGTH]);
    private final Tick tick = new Tick().wrap(copy, 0);

    @Test
    void shouldRefuseCapacitiesThatAreNoPowerOfTwoInRange() {
        for (final int capacity : new int[] {-8, 0, 1, 3, 6, (1 << 24) + 1, 1 << 25, Integer.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> ring(capacity, 0), () -> "capacity " + capacity);
        }
        assertEquals(2, ring(2, 0).capacity());
    }

    @Test
    void shouldBeEmptyAtTheStart() {
        final TickRing ring = ring(4, 0);
        assertEquals(0, ring.published());
        assertEquals(1, ring.nextSequence());
        assertEquals(1, ring.oldest());
        for (long sequence = 1; sequence <= 9; sequence++) {
            assertEquals(TickRing.EMPTY, read(ring, sequence));
        }
    }

    @Test
    void shouldGateOnTheJournalAlone() {
        final TickRing ring = ring(4, 0);
        publish(ring, 4);
        assertNull(ring.tryClaim());
        assertEquals(TickRing.READ, read(ring, 1), "a refused claim must leave the oldest tick");
        journaled.setRelease(1);
        publish(ring, 1);
        assertNull(ring.tryClaim());
        journaled.setRelease(5);
        publish(ring, 4);
        assertNull(ring.tryClaim());
    }

    @Test
    void shouldAnswerEveryPositionAroundTheBorders() {
        for (final long last : new long[] {0, 1, 3, 4, 5, 1_000_003, Integer.MAX_VALUE, 1L << 40}) {
            final TickRing ring = ring(4, last);
            for (int count = 0; count <= 13; count++) {
                assertAnswers(ring, last, last + count);
                assertNotNull(ring.tryClaim());
                assertAnswersWhileClaimed(ring, last, last + count);
                write(ring);
                journaled.setRelease(last + count + 1);
            }
        }
    }

    private void assertAnswers(TickRing ring, long last, long newest) {
        assertEquals(newest, ring.published());
        assertEquals(newest + 1, ring.nextSequence());
        final long oldest = Math.max(last + 1, newest - 3);
        assertEquals(oldest, ring.oldest());
        for (long sequence = Math.max(1, last - 9); sequence <= newest + 9; sequence++) {
            final int answer = sequence < oldest ? TickRing.LAPPED
                : sequence <= newest ? TickRing.READ : TickRing.EMPTY;
            assertEquals(answer, read(ring, sequence), "sequence " + sequence + " of " + oldest + " to " + newest);
        }
    }

    private void assertAnswersWhileClaimed(TickRing ring, long last, long newest) {
        final long gone = newest + 1 - 4;
        if (gone > 0) {
            assertEquals(TickRing.LAPPED, read(ring, gone));
        }
        for (long sequence = Math.max(gone, last) + 1; sequence <= newest; sequence++) {
            assertEquals(TickRing.READ, read(ring, sequence), "sequence " + sequence);
        }
        assertEquals(TickRing.EMPTY, read(ring, newest + 1));
    }

    @Test
    void shouldAnswerLappedBelowTheStart() {
        final TickRing ring = ring(8, 20);
        for (long sequence = 1; sequence <= 20; sequence++) {
            assertEquals(TickRing.LAPPED, read(ring, sequence), "sequence " + sequence);
        }
        assertEquals(TickRing.EMPTY, read(ring, 21));
        assertEquals(21, ring.oldest());
    }

    @Test
    void shouldClaimTheSameSlotUntilItIsCommitted() {
        final TickRing ring = ring(2, 0);
        ring.tryClaim().putStatus(1, 1, 1, 1);
        ring.tryClaim().putStatus(2, 2, 2, 2);
        assertEquals(1, ring.commit());
        assertEquals(TickRing.READ, ring.read(1, copy, 0));
        assertEquals(2, tick.status());
        assertEquals(TickRing.EMPTY, read(ring, 2));
    }

    private TickRing ring(int capacity, long lastSequence) {
        return new TickRing(capacity, lastSequence, published, journaled);
    }

    private void publish(TickRing ring, int count) {
        for (int i = 0; i < count; i++) {
            assertNotNull(ring.tryClaim());
            write(ring);
        }
    }

    private static long write(TickRing ring) {
        final long sequence = ring.nextSequence();
        ring.tryClaim().putQuote(1, 1, sequence, sequence, sequence, 1, sequence, 1);
        return ring.commit();
    }

    private int read(TickRing ring, long sequence) {
        final int answer = ring.read(sequence, copy, 0);
        if (answer == TickRing.READ) {
            assertEquals(sequence, tick.sequence());
            assertEquals(sequence, tick.bidPrice());
        }
        return answer;
    }
}
