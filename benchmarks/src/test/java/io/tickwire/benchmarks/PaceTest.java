package io.tickwire.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class PaceTest {
    private static final long INTERVAL_NS = 1_000;

    private final List<Long> publishedNs = new ArrayList<>();
    private final List<Long> seen = new ArrayList<>();
    private boolean isFull;

    private final Rig rig = new Rig() {
        @Override
        public boolean publishOne(long eventTimeNs) {
            return !isFull && publishedNs.add(eventTimeNs);
        }

        @Override
        public long poll() {
            return 0;
        }

        @Override
        public long receivedByAll() {
            return 0;
        }

        @Override
        public void probe(Line.Probe newProbe) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            isFull = true;
        }
    };
    private final OpenLoop.Watcher watcher = new OpenLoop.Watcher() {
        @Override
        public void onPublished(long index, long intendedNs) {
            seen.add(index);
        }
    };

    @Test
    void shouldGiveLateTicksTheTimeAtWhichTheyWereMeantToGo() {
        final long startNs = System.nanoTime() - 10_000_000_000L;
        final Pace pace = new Pace(rig, startNs, INTERVAL_NS, 100, watcher);
        isFull = true;
        assertFalse(pace.publishDue());
        isFull = false;
        pace.publishUntil(System.nanoTime() + 3_600_000_000_000L);
        assertEquals(LongStream.range(0, 100).mapToObj(i -> startNs + i * INTERVAL_NS).toList(), publishedNs);
        assertEquals(LongStream.range(0, 100).boxed().toList(), seen);
        assertFalse(pace.publishDue());
        assertTrue(pace.ticksPerSecond() <= 10, () -> "ticks/s: " + pace.ticksPerSecond());
    }

    @Test
    void shouldPublishNothingBeforeItsTime() {
        final Pace pace = new Pace(rig, System.nanoTime() + 3_600_000_000_000L, INTERVAL_NS, 100, watcher);
        assertFalse(pace.publishDue());
        assertEquals(List.of(), publishedNs);
        assertEquals(0, pace.ticksPerSecond());
    }

    @Test
    void shouldGiveUpAtTheDeadlineWhenNothingIsTaken() {
        isFull = true;
        new Pace(rig, System.nanoTime(), INTERVAL_NS, 100, watcher).publishUntil(System.nanoTime() + 1_000_000);
        assertEquals(List.of(), publishedNs);
    }
}
