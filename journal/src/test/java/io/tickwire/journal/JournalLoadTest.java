package io.tickwire.journal;

import io.tickwire.core.tick.TickHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(120)
final class JournalLoadTest {
    private static final int WARM_UP = 200_000;
    private static final int MEASURED = 1_000_000;
    /** Chronicle Queue maps a file in blocks of 64 MiB, and makes a few small objects for each. */
    private static final long BYTES_PER_BLOCK = 8_192;
    private static final long BLOCK_TICKS = (64 << 20) / 64;

    @TempDir
    private Path directory;

    @Test
    void shouldNotAllocateWhileAppendingAndReading() throws Exception {
        final var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().getId();
        try (JournalFixture fixture = new JournalFixture(directory, 1024, 64);
             TickHistory history = fixture.journal.newHistory()) {
            final long[] next = {1};
            append(fixture, WARM_UP);
            while (history.read(next[0], 100, tick -> next[0]++) > 0) {
                assertTrue(next[0] <= WARM_UP + 1);
            }
            long appended = 0;
            long largest = 0;
            int cyclesThatAllocate = 0;
            for (int i = 0; i < MEASURED / 64; i++) {
                for (int k = 0; k < 64; k++) {
                    fixture.publish();
                }
                final long before = threads.getThreadAllocatedBytes(thread);
                fixture.agent.doWork();
                final long bytes = threads.getThreadAllocatedBytes(thread) - before;
                appended += bytes;
                largest = Math.max(largest, bytes);
                cyclesThatAllocate += bytes > 0 ? 1 : 0;
            }
            final TickHandler handler = tick -> next[0]++;
            final long before = threads.getThreadAllocatedBytes(thread);
            int last;
            do {
                last = history.read(next[0], 100, handler);
            } while (last > 0);
            final long read = threads.getThreadAllocatedBytes(thread) - before;
            System.out.println(MEASURED + " ticks: append allocated " + appended + " bytes in " + cyclesThatAllocate
                + " duty cycles, at most " + largest + " in one; read allocated " + read);
            assertEquals(fixture.journal.lastSequence() + 1, next[0]);
            assertTrue(appended <= BYTES_PER_BLOCK * (MEASURED / BLOCK_TICKS + 2), "append allocated " + appended);
            assertTrue(read <= BYTES_PER_BLOCK * (MEASURED / BLOCK_TICKS + 2), "read allocated " + read);
            assertEquals(List.of(), fixture.errors);
        }
    }

    @Test
    void shouldFindAPositionByTheIndexAndRestoreFromACheckpointInTheMiddle() throws Exception {
        final int count = JournalAppender.CHECKPOINT_INTERVAL + 50_000;
        try (JournalFixture fixture = new JournalFixture(directory, 1024, 16)) {
            for (int i = 0; i < count; i += 16) {
                fixture.append(16);
            }
        }
        try (CycleFile file = new CycleFile(CycleFile.list(directory)[0])) {
            for (long sequence = 20_000; sequence < count; sequence += 7_777) {
                final long indexed = CycleIndex.indexed(file, sequence);
                final long first = file.excerpt(indexed).firstSequence();
                assertTrue(first <= sequence && sequence - first <= 256 * 16 + 16, sequence + " from " + first);
                final ExcerptHeader found = file.excerpt(JournalFixture.find(file, sequence));
                assertTrue(found.firstSequence() <= sequence && found.lastSequence() >= sequence);
            }
            assertTrue(file.excerpt(file.writePosition()).checkpointPosition() > (64 << 20));
        }
        try (JournalFixture fixture = new JournalFixture(directory, 1024, 16)) {
            assertEquals(count, fixture.journal.lastSequence());
            final long[] slots = new long[5];
            fixture.journal.restore(tick -> slots[tick.kind()]++);
            assertArrayEquals(new long[]{0, 5, 5, 5, 0}, slots);
            assertEquals(List.of(), fixture.errors);
        }
    }

    private static void append(JournalFixture fixture, int count) {
        for (int i = 0; i < count / 64; i++) {
            for (int k = 0; k < 64; k++) {
                fixture.publish();
            }
            fixture.agent.doWork();
        }
    }

    @Test
    void shouldReadWhatAnotherThreadJustAppended() throws Exception {
        final int count = 300_000;
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final AtomicLong seen = new AtomicLong();
        try (JournalFixture fixture = new JournalFixture(directory, 512, 64)) {
            final Thread reader = new Thread(() -> {
                try (TickHistory history = fixture.journal.newHistory()) {
                    while (seen.get() < count && !Thread.currentThread().isInterrupted()) {
                        final long head = fixture.journal.lastSequence();
                        final long from = seen.get() + 1;
                        final int read = history.read(from, 1000, tick -> {
                            if (!JournalFixture.isRight(tick, seen.incrementAndGet())) {
                                throw new AssertionError("at " + seen.get() + " got " + tick.sequence());
                            }
                        });
                        if (read < Math.min(1000, head - from + 1)) {
                            throw new AssertionError("asked for " + from + " to " + head + ", got " + read);
                        }
                    }
                } catch (final Throwable e) {
                    failure.set(e);
                }
            });
            reader.start();
            for (int i = 0; i < count && failure.get() == null; i += 50) {
                fixture.append(50);
                fixture.timeNs += 100_000_000;
            }
            reader.join(60_000);
            reader.interrupt();
            assertNull(failure.get());
            assertEquals(count, seen.get());
            assertEquals(List.of(), fixture.errors);
        }
    }

    @Test
    void shouldBeLookedIntoWhileItIsWrittenWithoutAnyChange() throws Exception {
        try (JournalFixture fixture = new JournalFixture(directory, 512, 64)) {
            for (int i = 1; i <= 20; i++) {
                fixture.append(500);
                fixture.timeNs += 100_000_000_000L;
                final Path[] before = listed();
                long ticks = 0;
                for (final var file : new JournalInspector(directory).summarize()) {
                    assertEquals("", file.damage());
                    ticks += file.ticks();
                }
                assertEquals(i * 500, ticks);
                final long[] next = {i * 200};
                new JournalInspector(directory).read(i * 200, i * 300, tick -> { }, tick ->
                    assertTrue(JournalFixture.isRight(tick, next[0]++)));
                assertEquals(i * 300 + 1, next[0]);
                assertArrayEquals(before, listed());
            }
        }
    }

    private Path[] listed() throws Exception {
        try (var files = java.nio.file.Files.list(directory)) {
            return files.sorted().toArray(Path[]::new);
        }
    }
}
