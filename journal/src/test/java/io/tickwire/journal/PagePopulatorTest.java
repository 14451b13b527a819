package io.tickwire.journal;

import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Timeout(10)
final class PagePopulatorTest {
    private static final int LENGTH = 1 << 20;

    @TempDir
    private Path directory;
    private final PagePopulator populator = new PagePopulator();
    private MappedByteBuffer mapped;
    private long address;

    @BeforeEach
    void map() {
        mapped = IoUtil.mapNewFile(directory.resolve("file").toFile(), LENGTH, false);
        address = new UnsafeBuffer(mapped).addressOffset();
        assumeTrue(populator.populate(address, PageToucher.PAGE_LENGTH), "the system does not know how to");
    }

    /** Of the mapping at this address, from proc(5), {@code /proc/PID/smaps}. */
    private static String residentText(long address) throws IOException {
        final List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        final String start = String.format("%x-", address);
        int i = 0;
        while (!lines.get(i).startsWith(start)) {
            i++;
        }
        while (!lines.get(i).startsWith("Rss:")) {
            i++;
        }
        return lines.get(i).replaceAll("\\s+", " ");
    }

    @Test
    void shouldBringPagesIntoThePageTable() throws IOException {
        assertTrue(populator.populate(address, LENGTH / 2));
        assertEquals("Rss: " + LENGTH / 2 / 1024 + " kB", residentText(address));
        IoUtil.unmap(mapped);
    }

    @Test
    void shouldOnlyFailWhereNothingIsMapped() {
        IoUtil.unmap(mapped);
        assertFalse(populator.populate(PageToucher.PAGE_LENGTH, LENGTH));
        final MappedByteBuffer other = IoUtil.mapNewFile(directory.resolve("other").toFile(), LENGTH, false);
        assertTrue(populator.populate(new UnsafeBuffer(other).addressOffset(), LENGTH), "goes on after a failure");
        IoUtil.unmap(other);
    }
}
