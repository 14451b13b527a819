package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.JournalConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.config.RetentionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Slow subscribers that are replayed to for hours while retention deletes behind them: none is ever cut off, and they
 * hold no more files than they read. {@code -Dmodel.seed=N} repeats a run.
 */
@Timeout(180)
class ReplayRetentionTest {
    private static final int SUBSCRIBERS = 50;
    private static final int STEPS = 1_440;
    private static final long STEP_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int STEP_TICKS = 12;
    private static final int BACK_TICKS = 2_400;
    /** Longer than a file is kept after it was read, and less than a subscriber that reads nothing is waited for. */
    private static final int PACE_LIMIT_S = 28;
    /** Retention by age alone leaves three; a replay from so far back holds eight. */
    private static final int FILE_LIMIT = 16;

    @TempDir
    private Path directory;
    private final List<ModelSink> peers = new ArrayList<>();

    @Test
    void shouldServeFiftySlowReplaysToTheEndWhileRetentionDeletesBehindThem() throws Exception {
        final long seed = Long.getLong("model.seed", System.nanoTime());
        System.out.println("model.seed " + seed);
        final Random random = new Random(seed);
        int mostFiles = 0;
        try (JournalRig rig = open()) {
            for (final String name : List.of("A1@x", "A2@y", "B1@x", "B2@y")) {
                rig.define(name);
            }
            for (int i = 0; i < STEPS; i++) {
                append(rig, random);
                rig.advance(STEP_NS);
                fallBack(rig, random);
                rig.upkeepStep();
                mostFiles = Math.max(mostFiles, rig.log.fileCount());
            }
            peers.forEach(peer -> peer.paceNs = 0);
            rig.advance(2 * PACE_LIMIT_S * TimeUnit.SECONDS.toNanos(1));
            rig.settle();
            check(rig, mostFiles);
        }
    }

    private JournalRig open() {
        final JournalConfig journal = new JournalConfig(directory.resolve("journal"), true, 64, "FIVE_MINUTELY", 0, 0,
            new RetentionConfig(TickLog.CYCLE_NS, 0, 0));
        return new JournalRig(new JournalRig.Setup(directory, 256, journal,
            new FanoutConfig(1, 1_024, 1_024, TimeUnit.SECONDS.toNanos(1), 40, 0, FanoutRig.SLOW),
            new ReplayConfig(2, 20, 200, 100)));
    }

    private static void append(JournalRig rig, Random random) {
        for (int i = 0; i < STEP_TICKS; i++) {
            rig.quote(1 + random.nextInt(4), random.nextInt(1_000_000), random.nextInt(1_000));
        }
    }

    /** Who has caught up asks again for what is long past; all of them change their pace. */
    private void fallBack(JournalRig rig, Random random) {
        if (peers.size() < SUBSCRIBERS) {
            peers.add(new ModelSink(rig, DeliveryMode.ALL));
        }
        for (final ModelSink peer : peers) {
            peer.paceNs = TimeUnit.SECONDS.toNanos(random.nextInt(PACE_LIMIT_S));
            if (peer.position < rig.head() && peer.position >= 0 || !peer.isReady()) {
                continue;
            }
            final long from = Math.max(rig.log.oldest() - 1, rig.head() - BACK_TICKS);
            peer.resume(rig.epoch(), from, random.nextBoolean() ? "*" : "A*");
            rig.agent.doWork();
            rig.replayStep();
            rig.agent.doWork();
            assertTrue(peer.isAnswered(), "a resume waits");
        }
    }

    private void check(JournalRig rig, int mostFiles) throws IOException {
        int lent = 0;
        int resumed = 0;
        for (final ModelSink peer : peers) {
            peer.assertComplete();
            assertEquals(0, peer.lost + peer.resets, "resets");
            lent += peer.lent;
            resumed += peer.resumed;
        }
        System.out.println(resumed + " resumed, " + lent + " lent, at most " + mostFiles + " files, "
            + rig.log.filesDeleted() + " deleted");
        assertTrue(lent > 3 * SUBSCRIBERS, "lent " + lent);
        assertTrue(rig.log.filesDeleted() > 30, "deleted " + rig.log.filesDeleted());
        assertTrue(mostFiles < FILE_LIMIT, "most files at once: " + mostFiles);
        assertEquals(0, deletedMappings(), "deleted files are mapped while replays run");
    }

    /** Chronicle Queue unmaps its own on a thread of its own. */
    private long deletedMappings() throws IOException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        long count;
        do {
            try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
                count = lines.filter(line -> line.contains(directory.toString()) && line.contains(".cq4 (deleted)"))
                    .count();
            }
            Thread.onSpinWait();
        } while (count > 0 && System.nanoTime() < deadlineNs);
        return count;
    }
}
