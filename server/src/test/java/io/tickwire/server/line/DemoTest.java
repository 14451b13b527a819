package io.tickwire.server.line;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The command demo, as a process of its own. */
@Timeout(180)
final class DemoTest {
    @TempDir
    private Path directory;

    @Test
    void shouldPlayTheSampleAndLeaveNothingBehind() {
        try (ServerProcess demo = ServerProcess.demo(directory)) {
            Await.until(() -> "where to go: " + demo.output(),
                () -> demo.output().stream().anyMatch(line -> line.contains("stat --dir")));
            final int port = Integer.parseInt(found("ws://127\\.0\\.0\\.1:([0-9]+)", demo.output()));
            final Path journal = Path.of(found("journal +(/.*)", demo.output()));
            try (RecordingClient client = new RecordingClient(LineFixture.client(port).symbols("*@usdm").build())) {
                Await.until(() -> "ticks: " + client.events(), () -> client.tickCount() > 100);
            }
            assertTrue(Files.isDirectory(journal), journal::toString);
            assertEquals(0, demo.stop(), () -> demo.output().toString());
            assertFalse(Files.exists(journal.getParent()), journal::toString);
            assertEquals(List.of(), demo.output().stream().filter(line -> line.startsWith("tickwire: ")).toList());
        }
    }

    private static String found(String pattern, List<String> lines) {
        return lines.stream().flatMap(line -> Pattern.compile(pattern).matcher(line).results())
            .map(result -> result.group(1)).findFirst().orElseThrow(() -> new AssertionError(lines.toString()));
    }
}
