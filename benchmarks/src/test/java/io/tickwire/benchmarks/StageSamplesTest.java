package io.tickwire.benchmarks;

import io.tickwire.core.stage.Stage;
import io.tickwire.core.stage.StageClock;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(20)
final class StageSamplesTest {
    private static final long FIRST = 101;
    private static final long SAMPLED = 104;

    private final StageClock stages = new StageClock(4, 2);
    /** After whatever the publisher's time is. */
    private final long laterNs = System.nanoTime() + 30_000_000_000L;

    @Test
    void shouldTellHowLongASampleWasInEachStage() {
        final StageSamples samples = new StageSamples(stages, 1, FIRST, 100);
        publishAndRead(samples, laterNs + 1_000);
        pass(0, 0, 10, 30, 60, 100, 150, 210);
        final Map<String, Histogram> spentNs = samples.spentNs();
        assertEquals(List.of("publisher", "aeron", "ingest", "journalWake", "journal", "fanoutWake", "framing",
            "writing", "client"), List.copyOf(spentNs.keySet()));
        assertSpent(spentNs, "ingest", 10);
        assertSpent(spentNs, "journalWake", 20);
        assertSpent(spentNs, "journal", 30);
        assertSpent(spentNs, "fanoutWake", 40);
        assertSpent(spentNs, "framing", 50);
        assertSpent(spentNs, "writing", 60);
        assertSpent(spentNs, "client", 790);
    }

    @Test
    void shouldGoByTheFanoutThreadThatWroteLast() {
        final StageSamples samples = new StageSamples(stages, 2, FIRST, 100);
        publishAndRead(samples, laterNs + 1_000);
        pass(0, 0, 10, 30, 60, 100, 150, 210);
        pass(1, 0, 10, 30, 60, 200, 300, 400);
        assertSpent(samples.spentNs(), "writing", 100);
    }

    @Test
    void shouldCountNoStageTwiceWhenAMarkComesAfterTheNext() {
        final StageSamples samples = new StageSamples(stages, 1, FIRST, 100);
        publishAndRead(samples, laterNs + 150);
        pass(0, 0, 10, 30, 60, 50, 100, 200);
        assertSpent(samples.spentNs(), "fanoutWake", 0);
        assertSpent(samples.spentNs(), "framing", 40);
        assertSpent(samples.spentNs(), "client", 0);
    }

    @Test
    void shouldLeaveOutWhatTheServerHasForgotten() {
        final StageSamples samples = new StageSamples(stages, 1, FIRST, 100);
        publishAndRead(samples, laterNs);
        assertEquals(0, samples.spentNs().get("client").getTotalCount());
    }

    private static void publishAndRead(StageSamples samples, long readNs) {
        for (int i = 0; i < 6; i++) {
            samples.onPublished(i, System.nanoTime());
            samples.onRead(i, readNs);
        }
    }

    private void pass(int thread, long... atNs) {
        for (final Stage stage : Stage.values()) {
            stages.track(stage, thread).passed(SAMPLED - 1, SAMPLED, laterNs + atNs[stage.ordinal()]);
        }
    }

    private static void assertSpent(Map<String, Histogram> spentNs, String stage, long expectedNs) {
        assertEquals(1, spentNs.get(stage).getTotalCount(), stage);
        assertEquals(expectedNs, spentNs.get(stage).getMaxValue(), stage);
    }
}
