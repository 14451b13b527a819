package io.tickwire.gateway.audit;

import io.tickwire.config.AuditConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import static io.tickwire.gateway.audit.AuditRig.DAY_NS;
import static io.tickwire.gateway.audit.AuditRig.START_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A small disk of its own that is filled up and freed again. Runs where a tmpfs may be mounted. */
@Timeout(60)
final class AuditFullDiskTest {
    private static final int QUEUED = 500;
    private static final int LOST = 40;

    @TempDir
    private Path directory;
    private Path disk;
    private Path ballast;
    private boolean isMounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        isMounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
        Assumptions.assumeTrue(isMounted, "a tmpfs can't be mounted here");
        ballast = disk.resolve("ballast");
    }

    @AfterEach
    void unmount() throws Exception {
        if (isMounted) {
            run("umount", "-l", disk.toString());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (final IOException notThere) {
            return false;
        }
    }

    private void fillDisk() {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            final byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (final IOException full) {
            assertTrue(ballast.toFile().length() > 0, full::toString);
        }
    }

    private AuditRig rig(long fileLimitBytes) throws IOException {
        return new AuditRig(new AuditConfig(disk, fileLimitBytes, 0), QUEUED * AuditEvent.COST_BYTES, START_NS);
    }

    @Test
    void shouldKeepWhatWaitsAndSayWhatIsMissing() throws IOException {
        final AuditRig rig = rig(1 << 20);
        long id = 0;
        for (int round = 1; round <= 3; round++) {
            rig.closed(id++, START_NS);
            rig.run();
            fillDisk();
            for (int i = 0; i < QUEUED / 2; i++) {
                rig.closed(id++, START_NS);
            }
            rig.run();
            rig.run();
            assertEquals(2 * round - 1, rig.errors.size(), rig.errors.toString());
            // The first batch is already out of the queue, so there is room for so many again.
            while (rig.lost.get() < (long) LOST * round) {
                rig.closed(id++, START_NS + round);
            }
            rig.run();
            rig.run();
            assertEquals(2 * round, rig.errors.size(), rig.errors.toString());
            Files.delete(ballast);
            rig.run();
        }
        rig.closed(id, START_NS);
        rig.writer.onClose();
        assertTrue(rig.errors.get(0).startsWith("can't write the audit log: "), rig.errors.get(0));
        assertTrue(rig.errors.get(1).startsWith("the audit log loses events"), rig.errors.get(1));
        assertEquals(List.of(LOST, LOST, LOST), AuditRig.events(disk, "lost").stream()
            .map(line -> line.get("count").intValue()).toList());
        final List<Long> ids = AuditRig.events(disk, "closed").stream().map(line -> line.get("connection").longValue())
            .toList();
        assertEquals(id + 1, ids.size() + 3L * LOST);
        assertEquals(ids.stream().sorted().distinct().toList(), ids, "each once, in order");
    }

    @Test
    void shouldTryAgainToBeginAFile() throws IOException {
        final AuditRig rig = rig(1 << 20);
        rig.closed(0, START_NS);
        rig.run();
        Files.createDirectory(disk.resolve("audit-2026-02-01T14-30-00.000000000Z.jsonl"));
        rig.closed(1, START_NS + DAY_NS);
        rig.closed(2, START_NS + DAY_NS);
        rig.run();
        assertEquals(1, rig.errors.size(), rig.errors.toString());
        Files.delete(disk.resolve("audit-2026-02-01T14-30-00.000000000Z.jsonl"));
        rig.run();
        rig.writer.onClose();
        assertEquals(LongStream.range(0, 3).boxed().toList(), AuditRig.events(disk, "closed").stream()
            .map(line -> line.get("connection").longValue()).toList());
        assertEquals(0, rig.lost.get());
    }

    @Test
    void shouldCountWhatIsLeftAtTheEnd() throws IOException {
        final AuditRig rig = rig(1 << 20);
        rig.run();
        fillDisk();
        // So many that the batch does not fit into what is left of the file's last page.
        for (int i = 0; i < 100; i++) {
            rig.closed(i, START_NS);
        }
        rig.run();
        rig.closed(100, START_NS);
        rig.writer.onClose();
        assertEquals(101, rig.lost.get());
        assertEquals(1, AuditRig.text(disk).size(), "no line in part");
    }
}
