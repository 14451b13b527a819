package io.tickwire.server.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds. Linux only.
 *
 * @param sockets     open sockets of any kind
 * @param handles     open files and sockets
 * @param directBytes direct memory
 * @param heapBytes   heap, after a collection
 */
record Level(long sockets, long handles, long directBytes, long heapBytes) {
    private static final Path HANDLES = Path.of("/proc/self/fd");

    static Level now() {
        System.gc();
        final long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> "direct".equals(pool.getName())).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        return new Level(handles("socket:"), handles(""), direct,
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private static long handles(String kind) {
        try (Stream<Path> handles = Files.list(HANDLES)) {
            return handles.filter(handle -> target(handle).startsWith(kind)).count();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (final IOException e) {
            // Closed since it was listed.
            return "";
        }
    }

    /** Whether this is not above another one by more than so much; sockets must not be more at all. */
    boolean isBackTo(Level before, long handlesMore, long directMoreBytes, long heapMoreBytes) {
        return sockets <= before.sockets && handles <= before.handles + handlesMore
            && directBytes <= before.directBytes + directMoreBytes && heapBytes <= before.heapBytes + heapMoreBytes;
    }
}
