package io.tickwire.core.counters;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class CounterFileTest {
    @TempDir
    private Path directory;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final AtomicCounter count = new AtomicCounter(new UnsafeBuffer(new byte[128]), 0);

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no text");
        }
    }

    @Test
    void shouldPrintFromASecondMappingWhatTheFirstWrites() {
        try (CounterFile file = new CounterFile(directory)) {
            for (final CounterId id : CounterId.values()) {
                file.counter(id).setRelease(1_000 + id.ordinal());
            }
            CounterFile.print(directory, out);
            for (final CounterId id : CounterId.values()) {
                assertTrue(text().contains(String.format("%20d  %s%n", 1_000 + id.ordinal(), id.label())), id::label);
            }
            file.counter(CounterId.RING_PUBLISHED).setRelease(Long.MAX_VALUE);
            CounterFile.print(directory, out);
            assertTrue(text().contains(Long.MAX_VALUE + "  " + CounterId.RING_PUBLISHED.label()));
        }
    }

    @Test
    void shouldPrintErrorsOfAFileThatWasClosed() {
        final PrintStream standard = System.err;
        System.setErr(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        try (CounterFile file = new CounterFile(directory)) {
            for (int i = 0; i < 3; i++) {
                file.errors().onError(new IllegalStateException("journal disk is full"));
            }
        } finally {
            System.setErr(standard);
        }
        CounterFile.print(directory, out);
        assertTrue(text().contains("3 times from "), text());
        assertTrue(text().contains("journal disk is full"), text());
        assertTrue(text().contains(String.format("%20d  %s%n", 3, CounterId.ERRORS.label())), text());
    }

    @Test
    void shouldStayReadableAndWritableAfterClose() {
        final CounterFile file = new CounterFile(directory);
        final AtomicCounter counter = file.counter(CounterId.INGEST_TICKS);
        counter.setRelease(5);
        file.close();
        file.close();
        assertEquals(5, counter.getAcquire());
        counter.increment();
        assertEquals(6, file.counter(CounterId.INGEST_TICKS).getAcquire());
    }

    @Test
    void shouldStartFromZeroInPlaceOfAnOlderFile() {
        try (CounterFile old = new CounterFile(directory)) {
            old.counter(CounterId.INGEST_TICKS).setRelease(5);
        }
        try (CounterFile file = new CounterFile(directory)) {
            assertEquals(0, file.counter(CounterId.INGEST_TICKS).getAcquire());
        }
    }

    @Test
    void shouldRefuseWhatIsNoCounterFile() throws IOException {
        assertThrows(IllegalStateException.class, () -> CounterFile.print(directory, out));
        final Path path = directory.resolve(CounterFile.FILE_NAME);
        for (final byte[] content : new byte[][] {{}, {1, 2, 3}, new byte[1 << 20]}) {
            Files.write(path, content);
            assertThrows(IllegalStateException.class, () -> CounterFile.print(directory, out));
        }
        try (CounterFile file = new CounterFile(directory)) {
            file.counter(CounterId.INGEST_TICKS).setRelease(5);
        }
        final byte[] content = Files.readAllBytes(path);
        content[0]++;
        Files.write(path, content);
        assertThrows(IllegalStateException.class, () -> CounterFile.print(directory, out));
        assertEquals("", text());
    }

    @Test
    void shouldPrintTheFirstErrorsAndCountAll() {
        final ErrorLog log = log(1 << 16);
        for (int i = 0; i < 50; i++) {
            log.onError(new IllegalStateException("again"));
        }
        assertEquals(50, count.getAcquire());
        assertEquals(20, text().lines().count());
    }

    @Test
    void shouldNotPrintWithoutLimitWhenTheLogIsFull() {
        final ErrorLog log = log(256);
        for (int i = 0; i < 50; i++) {
            log.onError(new IllegalStateException("x".repeat(500)));
        }
        assertEquals(50, count.getAcquire());
        assertTrue(text().contains("the error log is full"), text());
        assertEquals(20, text().lines().count());
    }

    @Test
    void shouldNeverThrow() {
        final ErrorLog log = log(1 << 16);
        log.onError(new Unprintable());
        log.onError(null);
        log.onError(new IllegalStateException("fine"));
        assertEquals(3, count.getAcquire());
        assertTrue(text().contains(Unprintable.class.getName()), text());
        assertTrue(text().contains("fine"), text());
    }

    private ErrorLog log(int length) {
        return new ErrorLog(new DistinctErrorLog(new UnsafeBuffer(ByteBuffer.allocateDirect(length)),
            () -> 1_000), count, out);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
