package io.tickwire.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(10)
@EnabledOnOs(OS.LINUX)
final class NicenessTest {
    /** From proc(5), {@code /proc/PID/stat}, counted after the name in brackets. */
    private static int ofThisThread() {
        try {
            final String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int after(ThreadFactory factory, Runnable task) throws InterruptedException {
        final int[] nice = new int[1];
        final Thread thread = factory.newThread(() -> {
            task.run();
            nice[0] = ofThisThread();
        });
        thread.start();
        thread.join();
        return nice[0];
    }

    @Test
    void shouldBeThatOfTheCallingThreadAlone() throws Exception {
        final int before = ofThisThread();
        assertEquals(17, after(Thread::new, () -> assertTrue(Niceness.ofThisThread(17))));
        assertEquals(before, ofThisThread());
    }

    @Test
    void shouldLetOthersGoBeforeUpkeep() throws Exception {
        final int before = ofThisThread();
        final PinnedThreads threads = new PinnedThreads();
        assertEquals(Math.max(before, PinnedThreads.UPKEEP_NICE), after(threads.forUpkeep(), () -> { }));
        assertEquals(before, after(threads.on(PinnedThreads.ANY_CORE), () -> { }));
    }
}
