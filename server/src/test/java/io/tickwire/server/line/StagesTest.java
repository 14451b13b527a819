package io.tickwire.server.line;

import io.tickwire.core.stage.Stage;
import io.tickwire.core.stage.StageClock;
import io.tickwire.ingest.BlockingFeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The times at which a tick passes the stages of a whole server. */
@Timeout(150)
final class StagesTest {
    private static final int TICKS = 100;
    private static final long TIME_NS = 1_723_161_471_000_000_000L;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"shared", "dedicated"})
    void shouldTimeEverySampledTickAtEachStageOfEachFanoutThread(String mode) {
        try (LineFixture line = new LineFixture(directory, "threading.mode=" + mode, "fanout.threads=2",
            "metrics.stageSampleInterval=2")) {
            final StageClock stages = line.server().stages();
            final long beginNs = System.nanoTime();
            publish(line);
            for (int thread = 0; thread < 2; thread++) {
                final int fanout = thread;
                Await.until("the last tick at each stage, fan-out thread " + fanout, () -> Stream.of(Stage.values())
                    .allMatch(stage -> stages.track(stage, fanout).timeNs(TICKS) != StageClock.NOT_KNOWN));
                for (long position = 2; position <= TICKS; position += 2) {
                    final long sampled = position;
                    final long[] atNs = Stream.of(Stage.values())
                        .mapToLong(stage -> stages.track(stage, fanout).timeNs(sampled)).toArray();
                    assertTrue(beginNs - atNs[0] <= 0 && atNs[0] - atNs[1] <= 0, "ingest of tick " + position);
                    assertTrue(atNs[2] - atNs[3] <= 0, "journal of tick " + position);
                    assertTrue(atNs[4] - atNs[5] <= 0 && atNs[5] - atNs[6] <= 0, "fan-out of tick " + position);
                    assertTrue(atNs[0] - atNs[3] <= 0 && atNs[2] - atNs[6] <= 0, "order of tick " + position);
                }
            }
            assertEquals(StageClock.NOT_KNOWN, stages.track(Stage.TAKEN, 0).timeNs(TICKS + 2));
        }
    }

    @Test
    void shouldTimeNothingUnlessItIsSwitchedOn() {
        try (LineFixture line = new LineFixture(directory)) {
            publish(line);
            line.awaitTicks(TICKS - 1);
            assertFalse(line.server().stages().isOn());
            assertEquals(StageClock.NOT_KNOWN, line.server().stages().track(Stage.WRITTEN, 0).timeNs(2));
        }
    }

    /** The definition, and quotes until there are so many ticks. */
    private static void publish(LineFixture line) {
        final BlockingFeed feed = line.feed();
        final int id = feed.onInstrument("BTCUSDT@spot", -2, -3);
        for (int i = 1; i < TICKS; i++) {
            feed.onQuote(id, TIME_NS + i, 100 + i, 1, 101 + i, 1);
        }
    }
}
