package io.tickwire.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(10)
class ThreadPriorityTest {
    /** In proc(5), {@code /proc/PID/stat}, counted after the name in brackets. */
    private static final int NICE_FIELD = 16;

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldBeLowerForThisThreadOnly() throws InterruptedException {
        final int before = ofThisThread();
        final boolean[] isLowered = new boolean[1];
        final int[] after = new int[1];
        final Thread thread = new Thread(() -> {
            isLowered[0] = ThreadPriority.lowerForThisThread();
            after[0] = ofThisThread();
        });
        thread.start();
        thread.join();

        assertTrue(isLowered[0]);
        assertEquals(ThreadPriority.GIVES_WAY, after[0]);
        assertEquals(before, ofThisThread());
    }

    private static int ofThisThread() {
        try {
            final String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE_FIELD]);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
