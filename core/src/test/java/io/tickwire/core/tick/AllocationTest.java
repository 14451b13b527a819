package io.tickwire.core.tick;

import com.sun.management.ThreadMXBean;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
final class AllocationTest {
    private static final int TICKS = 1_000_000;
    private static final int ROUNDS = 3;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer cursors = new UnsafeBuffer(new byte[256]);
    private final AtomicCounter published = new AtomicCounter(cursors, 0);
    private final AtomicCounter journaled = new AtomicCounter(cursors, 1);
    private final TickRing ring = new TickRing(64, 0, published, journaled);
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[Tick.LENGTH]);
    private final Tick tick = new Tick().wrap(copy, 0);
    private final LastValues values = new LastValues();

    @Test
    void shouldNotAllocateFromClaimToLastValues() {
        assertTrue(threads.isThreadAllocatedMemoryEnabled(), "this JVM must be able to count allocations");
        pass(TICKS);
        threads.getCurrentThreadAllocatedBytes();
        // What a tick allocates, it does in each round; a new compilation may do so once.
        long leastBytes = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            pass(TICKS);
            leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, leastBytes, "bytes allocated for " + TICKS + " ticks");
        assertEquals((1L + ROUNDS) * TICKS, values.quoteSequence(2));
    }

    private void pass(int ticks) {
        for (int i = 0; i < ticks; i++) {
            final TickEncoder slot = ring.tryClaim();
            if ((i & 1) == 0) {
                slot.putTrade(1, 1, i, i, i, i, i, Side.BUY);
            } else {
                slot.putQuote(2, 1, i, i, i, i, i, i);
            }
            final long sequence = ring.commit();
            journaled.setRelease(sequence);
            if (ring.read(sequence, copy, 0) != TickRing.READ) {
                throw new IllegalStateException("tick " + sequence + " must be in the ring");
            }
            values.onTick(tick);
        }
    }
}
