package io.tickwire.gateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.config.AuditConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import static io.tickwire.gateway.audit.AuditRig.START_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A process that writes without end is killed in the middle, several times, on the same files. */
@Timeout(120)
final class AuditKillTest {
    private static final int KILLS = 3;

    @TempDir
    private Path directory;

    /** What is killed. */
    static final class Victim {
        private Victim() {
        }

        public static void main(String[] arguments) throws IOException {
            final AuditConfig config = new AuditConfig(Path.of(arguments[0]), 1 << 20, 0);
            final AuditLog log = new AuditLog(config, "18c2a6f3b1e0d4a7", START_NS, AuditRig.newCounter(),
                error -> { });
            for (long position = 0; ; position++) {
                log.granted(1, position, List.of("BTCUSDT@spot", "IBM@Q"), "all", START_NS + position);
                if (position % 100 == 0) {
                    Thread.yield();
                }
            }
        }
    }

    private long size() {
        return AuditRig.files(directory).stream().mapToLong(file -> file.toFile().length()).sum();
    }

    @Test
    void shouldLeaveWholeLinesBehindWheneverItIsKilled() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("AuditKillTest seed " + seed);
        final Random random = new Random(seed);
        for (int kill = 1; kill <= KILLS; kill++) {
            final long until = size() + 10_000 + random.nextInt(3_000_000);
            final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            final Process victim = new ProcessBuilder(java,
                "-Xmx128m", "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Victim.class.getName(), directory.toString())
                .redirectErrorStream(true).redirectOutput(directory.resolve("out").toFile()).start();
            while (size() < until) {
                assertTrue(victim.isAlive(), () -> "ended by itself: " + out());
                Thread.onSpinWait();
            }
            victim.destroyForcibly().waitFor();
        }
        new AuditRig(new AuditConfig(directory, 1 << 20, 0)).writer.onClose();
        final List<String> lines = AuditRig.text(directory);
        final List<String> whole = lines.stream().filter(line -> line.endsWith("}")).toList();
        assertTrue(lines.size() - whole.size() <= KILLS, () -> lines.size() - whole.size() + " lines are torn");
        long last = -1;
        int starts = 0;
        for (final String line : whole) {
            final JsonNode json = AuditRig.json(line);
            if (json.get("event").textValue().equals("granted")) {
                final long position = json.get("position").longValue();
                starts += position == 0 ? 1 : 0;
                assertTrue(position == 0 || position > last, () -> "out of order: " + line);
                last = position;
            }
        }
        assertEquals(KILLS, starts);
    }

    private String out() {
        try {
            return Files.readString(directory.resolve("out"));
        } catch (final IOException e) {
            return e.toString();
        }
    }
}
