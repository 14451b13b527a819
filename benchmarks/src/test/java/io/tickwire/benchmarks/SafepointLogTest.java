package io.tickwire.benchmarks;

import io.tickwire.benchmarks.SafepointLog.Pause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class SafepointLogTest {
    @TempDir
    private Path directory;

    @Test
    void shouldReadTheLinesOfSeveralJvms() {
        final List<Pause> pauses = SafepointLog.pauses(Stream.of(
            "[9.1s][info][safepoint] Safepoint \"ParallelGCFailedAllocation\", Time since last: 12 ns, "
                + "Reaching safepoint: 1300 ns, Cleanup: 70 ns, At safepoint: 900 ns, Total: 2270 ns",
            "[9.2s][info][safepoint   ] Safepoint \"ICBufferFull\", Time since last: 1000142584 ns, "
                + "Reaching safepoint:     161000 ns, At safepoint:       5000 ns, Leaving safepoint:      31000 ns, "
                + "Total:     197000 ns, Threads: 0 runnable, 12 total",
            "[9.3s][info][gc] GC(0) Pause Young (Allocation Failure) 128M->1M(490M) 1.052ms"));
        assertEquals(List.of(new Pause("ParallelGCFailedAllocation", 2_270), new Pause("ICBufferFull", 197_000)),
            pauses);
    }

    @Test
    void shouldTellCollectionsFromOtherPauses() {
        for (final String collection : List.of("ParallelGCSystemGC", "G1CollectForAllocation", "G1PauseRemark",
            "GenCollectForAllocation", "ZMarkStart", "ShenandoahInitMark", "CollectForMetadataAllocation")) {
            assertTrue(new Pause(collection, 1).isCollection(), collection);
        }
        for (final String other : List.of("Cleanup", "ICBufferFull", "HandshakeAllThreads", "FindDeadlocks")) {
            assertFalse(new Pause(other, 1).isCollection(), other);
        }
    }

    @Test
    void shouldSeeACollectionOfThisJvm() throws IOException {
        final SafepointLog log = new SafepointLog(directory.resolve("safepoints"));
        System.gc();
        assertTrue(log.pauses().stream().anyMatch(pause -> pause.isCollection() && pause.durationNs() > 0),
            () -> "no collection in the log");
    }
}
