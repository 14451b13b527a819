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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Timeout(10)
class TimerSlackTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldHaveNoneOnThisThreadOnly() throws IOException, InterruptedException {
        final String before = ofThisThread();
        final boolean[] isSet = new boolean[1];
        final String[] after = new String[1];
        final Thread thread = new Thread(() -> {
            isSet[0] = TimerSlack.removeForThisThread();
            after[0] = ofThisThread();
        });
        thread.start();
        thread.join();

        assumeTrue(isSet[0], "the system lets nobody set it");
        assertEquals("1", after[0]);
        assertEquals(before, ofThisThread());
    }

    private static String ofThisThread() {
        try {
            final Path id = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            return Files.readString(Path.of("/proc", id.toString(), "timerslack_ns")).strip();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
