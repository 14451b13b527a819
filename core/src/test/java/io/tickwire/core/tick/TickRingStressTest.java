package io.tickwire.core.tick;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A writer at full speed, the journal's cursor right behind it, and readers that prove every byte they accept. */
@Timeout(60)
final class TickRingStressTest {
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int TICKS = 500_000;
    private static final int READERS = 3;

    private final UnsafeBuffer cursors = new UnsafeBuffer(new byte[256]);
    private final AtomicCounter published = new AtomicCounter(cursors, 0);
    private final AtomicCounter journaled = new AtomicCounter(cursors, 1);
    private final AtomicBoolean stopped = new AtomicBoolean();

    private record Outcome(long accepted, long lapped) {
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 64})
    void shouldNeverAcceptATornOrWrongSlotNorSkipOneUnnoticed(int capacity) throws Exception {
        final long last = 1_000_001;
        final TickRing ring = new TickRing(capacity, last, published, journaled);
        final ExecutorService threads = Executors.newCachedThreadPool();
        try {
            final List<Future<Outcome>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> readAll(ring, last)));
            }
            final Future<?> journal = threads.submit(() -> journalAll(last + TICKS));
            final Future<?> writer = threads.submit(() -> writeAll(ring, last + TICKS));
            writer.get(50, TimeUnit.SECONDS);
            journal.get(50, TimeUnit.SECONDS);
            long accepted = 0;
            for (final Future<Outcome> reader : readers) {
                final Outcome outcome = reader.get(50, TimeUnit.SECONDS);
                assertEquals(TICKS, outcome.accepted() + outcome.lapped());
                accepted += outcome.accepted();
            }
            assertTrue(accepted > 0, "the readers must have caught something, or nothing was tested");
        } finally {
            stopped.set(true);
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS), "threads did not end within 10 s");
        }
    }

    private void writeAll(TickRing ring, long end) {
        while (ring.nextSequence() <= end && !stopped.get()) {
            final TickEncoder slot = ring.tryClaim();
            if (slot == null) {
                Thread.onSpinWait();
                continue;
            }
            final long s = ring.nextSequence() * MIX;
            slot.putTrade((int) s, (int) (s >>> 48), s + 1, s + 2, s + 3, s + 4, s + 5, (byte) (s >>> 40));
            ring.commit();
        }
    }

    private void journalAll(long end) {
        while (journaled.getAcquire() < end && !stopped.get()) {
            journaled.setRelease(published.getAcquire());
        }
    }

    private Outcome readAll(TickRing ring, long last) {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[Tick.LENGTH]);
        final Tick tick = new Tick().wrap(copy, 0);
        long accepted = 0;
        long lapped = 0;
        long next = last + 1;
        while (next <= last + TICKS && !stopped.get()) {
            final int answer = ring.read(next, copy, 0);
            if (answer == TickRing.READ) {
                verify(tick, next);
                accepted++;
                next++;
            } else if (answer == TickRing.LAPPED) {
                final long oldest = ring.oldest();
                assertNotEquals(TickRing.READ, ring.read(next, copy, 0), "called lapped, but still there: " + next);
                final long resume = Math.max(next + 1, oldest);
                lapped += resume - next;
                next = resume;
            } else {
                Thread.onSpinWait();
            }
        }
        return new Outcome(accepted, lapped);
    }

    private static void verify(Tick tick, long sequence) {
        final long s = sequence * MIX;
        final boolean whole = tick.sequence() == sequence && tick.receiveTimeNs() == s + 1
            && tick.eventTimeNs() == s + 2 && tick.price() == s + 3 && tick.size() == s + 4
            && tick.conditions() == s + 5 && tick.askSize() == 0 && tick.instrumentId() == (int) s
            && tick.kind() == TickKind.TRADE.code() && tick.side() == (byte) (s >>> 40)
            && tick.sourceId() == (int) (s >>> 48);
        assertTrue(whole, () -> "torn or wrong slot accepted for " + sequence + ", it says " + tick.sequence());
    }
}
