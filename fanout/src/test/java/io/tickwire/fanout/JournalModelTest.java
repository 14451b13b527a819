package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.JournalConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.config.RetentionConfig;
import io.tickwire.config.SlowConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Random steps of a whole server's life over a real journal: ticks, rolls, retention, kills, restarts, subscribers
 * that resume from anywhere and stall, against a model that knows only what was given out and where files start.
 * {@code -Dmodel.seed=N} repeats one run, {@code -Dmodel.runs=N} makes more or fewer.
 */
@Timeout(180)
final class JournalModelTest {
    private static final String[] PATTERNS = {"*", "A*", "B?@x", "*@y", "A1@x", "C3@y", "Z9@x", "*1@*"};
    private static final int RUNS = Integer.getInteger("model.runs", 10);
    private static final int STEPS = 1_200;
    private static final int SHOWN_STEPS = 50;
    private static final int PEER_LIMIT = 14;
    private static final int INSTRUMENT_LIMIT = 40;
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path directory;
    private Random random;
    private JournalRig rig;
    private final ArrayDeque<String> lastSteps = new ArrayDeque<>();
    private final List<ModelSink> peers = new ArrayList<>();
    private final List<ModelSink> gone = new ArrayList<>();
    private int resumed;
    private int resets;
    private int lost;
    private int lent;
    private int slow;
    private long filesDeleted;

    @Test
    void shouldAgreeWithAModelWhateverHappens() throws Exception {
        final Long given = Long.getLong("model.seed");
        final Random seeds = new Random();
        for (int i = 0; i < (given == null ? RUNS : 1); i++) {
            final long seed = given == null ? seeds.nextLong() : given;
            System.out.println("model.seed " + seed);
            lastSteps.clear();
            try {
                run(seed, Files.createDirectory(directory.resolve("run" + i)));
            } catch (final Throwable e) {
                throw new AssertionError("with -Dmodel.seed=" + seed + ": " + e.getMessage() + "\nthe last steps:\n"
                    + String.join("\n", lastSteps), e);
            }
        }
        final String seen = resumed + " resumed, " + resets + " reset, " + lost + " lost, " + lent + " lent, "
            + slow + " slow, " + filesDeleted + " files deleted";
        System.out.println(seen);
        assertTrue(given != null || resumed > 10 * RUNS && resets > 10 * RUNS && lent > 10 * RUNS && slow > RUNS
            && filesDeleted > RUNS, () -> "too little happened: " + seen);
    }

    private void run(long seed, Path place) throws Exception {
        random = new Random(seed);
        final RetentionConfig retention = new RetentionConfig((1 + random.nextInt(4)) * TickLog.CYCLE_NS, 0, 0);
        final JournalConfig journal = new JournalConfig(place.resolve("journal"), random.nextInt(3) > 0,
            1 + random.nextInt(60), "FIVE_MINUTELY", 0, 0, retention);
        rig = new JournalRig(new JournalRig.Setup(place, 64 << random.nextInt(3), journal,
            new FanoutConfig(1, 64, 1_024, SECOND_NS, 40, 0, new SlowConfig(200, SECOND_NS)),
            new ReplayConfig(random.nextInt(3), 2, 100, 1 + random.nextInt(100))));
        peers.clear();
        gone.clear();
        for (int i = 0; i < STEPS; i++) {
            act();
            if (random.nextInt(2) == 0) {
                rig.journalStep();
            }
            if (random.nextInt(3) == 0) {
                rig.agent.doWork();
            }
            if (random.nextInt(4) == 0) {
                rig.replayStep();
            }
            rig.nowNs += random.nextInt(50_000_000);
        }
        rest();
        peers.forEach(ModelSink::assertComplete);
        peers.forEach(this::count);
        filesDeleted += rig.log.filesDeleted();
        rig.close();
    }

    private void note(String step) {
        lastSteps.add(rig.nowNs + " " + step + "; last " + rig.log.last() + ", oldest " + rig.log.oldest());
        if (lastSteps.size() > SHOWN_STEPS) {
            lastSteps.remove();
        }
    }

    private void act() {
        final int dice = random.nextInt(1_000);
        if (rig.log.instruments() == 0 || dice < 25 && rig.log.instruments() < INSTRUMENT_LIMIT) {
            final String name = "ABCDE".charAt(random.nextInt(5)) + "" + rig.log.instruments() + "@"
                + "xy".charAt(random.nextInt(2));
            note("define " + name);
            rig.define(name);
        } else if (dice < 500) {
            append(random.nextInt(5) == 0 ? 150 : 10);
        } else if (dice < 850) {
            actOnSubscriber(dice);
        } else if (dice < 900) {
            final long durationNs = random.nextInt(60) * SECOND_NS;
            note("time " + durationNs);
            rig.advance(durationNs);
        } else if (dice < 930) {
            final long durationNs = TickLog.CYCLE_NS - rig.nowNs % TickLog.CYCLE_NS;
            note("roll " + durationNs);
            rig.advance(durationNs);
            append(40);
        } else if (dice < 970) {
            note("retain");
            rig.upkeepStep();
        } else if (dice < 980) {
            quiet();
        } else if (dice < 990) {
            note("kill");
            rig.kill();
            disconnectAll();
        } else {
            note("restart");
            rig.restart();
            disconnectAll();
        }
    }

    private void append(int limit) {
        final int count = 1 + random.nextInt(limit);
        note("append " + count);
        for (int i = 0; i < count; i++) {
            final int id = 1 + random.nextInt(rig.log.instruments());
            final long size = random.nextInt(20) == 0 ? 1L << 33 : random.nextInt(1_000);
            switch (random.nextInt(50)) {
                case 0 -> rig.status(1 + random.nextInt(3));
                case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> rig.trade(id, random.nextInt(1_000_000), size);
                default -> rig.quote(id, random.nextInt(1_000_000), size);
            }
        }
    }

    private void actOnSubscriber(int dice) {
        if (peers.isEmpty() || dice < 580 && peers.size() < PEER_LIMIT) {
            connect();
            return;
        }
        final ModelSink peer = peers.get(random.nextInt(peers.size()));
        if (dice < 600) {
            fallAsleep(peer);
        } else if (dice < 690) {
            peer.isStalled = !peer.isStalled && random.nextInt(2) == 0;
            peer.paceNs = random.nextInt(3) * random.nextInt(12) * SECOND_NS;
            note("stalled " + peer.isStalled + ", pace " + peer.paceNs);
        } else if (dice < 720) {
            final String pattern = anyPattern();
            note("subscribe too " + pattern);
            peer.subscribe(pattern);
        } else if (dice < 770) {
            note("resume on the same connection");
            resume(peer, null);
        } else {
            note("cut at " + peer.position);
            rig.agent.inbox().leave(peer);
            rig.agent.doWork();
            disconnect(peer);
        }
    }

    /** It asks for the oldest, is answered, and then reads no more. */
    private void fallAsleep(ModelSink peer) {
        final long from = rig.log.oldest() - 1;
        note("resume from " + from + " and sleep");
        peer.isStalled = false;
        peer.resume(rig.epoch(), from, anyPattern());
        rig.agent.doWork();
        peer.isStalled = true;
    }

    private void connect() {
        final ModelSink peer = new ModelSink(rig, random.nextInt(3) == 0 ? DeliveryMode.TRADE_SAFE : DeliveryMode.ALL);
        peers.add(peer);
        if (random.nextInt(4) == 0) {
            final String pattern = anyPattern();
            note("subscribe " + pattern);
            peer.subscribe(pattern, anyPattern());
        } else {
            resume(peer, gone.isEmpty() || random.nextInt(2) == 0 ? null : gone.remove(random.nextInt(gone.size())));
        }
    }

    private void resume(ModelSink peer, ModelSink before) {
        final boolean isEpochWrong = before == null && random.nextInt(12) == 0;
        final long epoch = before != null ? before.epoch : rig.epoch() + (isEpochWrong ? 1 : 0);
        final long from = before != null ? before.position : anyPosition();
        final String pattern = anyPattern();
        note("resume " + pattern + " from " + from + " of epoch " + epoch + " in " + rig.epoch());
        peer.resume(epoch, from, pattern, anyPattern());
    }

    private long anyPosition() {
        final long last = rig.log.last();
        final long position = switch (random.nextInt(7)) {
            case 0 -> last;
            case 1 -> rig.head();
            case 2 -> last + 1 + random.nextInt(100);
            case 3 -> rig.log.oldest() - 1;
            case 4 -> rig.log.oldest() - 2 - random.nextInt(100);
            default -> last - random.nextInt((int) last + 1);
        };
        return Math.max(0, position);
    }

    private String anyPattern() {
        return PATTERNS[random.nextInt(PATTERNS.length)];
    }

    private void disconnectAll() {
        List.copyOf(peers).forEach(this::disconnect);
    }

    private void disconnect(ModelSink peer) {
        peers.remove(peer);
        count(peer);
        if (peer.position >= 0) {
            gone.add(peer);
        }
    }

    private void count(ModelSink peer) {
        resumed += peer.resumed;
        resets += peer.resets;
        lost += peer.lost;
        lent += peer.lent;
        slow += peer.slow;
    }

    /** Nobody reads for a while; then nothing that is too old may be left. */
    private void quiet() {
        note("quiet");
        peers.forEach(peer -> peer.paceNs = 0);
        rig.advance(60 * SECOND_NS);
        rig.settle();
        rig.advance(60 * SECOND_NS);
        rig.upkeepStep();
        rig.checkNothingTooOldIsLeft();
    }

    private void rest() {
        note("rest");
        peers.forEach(peer -> {
            peer.isStalled = false;
            peer.paceNs = 0;
        });
        for (int i = 0; i < 3; i++) {
            rig.advance(60 * SECOND_NS);
            rig.settle();
        }
    }
}
