package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.config.SlowConfig;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Random ticks, subscribers, requests, stalls, cuts and resumes against a model that knows only the list of all ticks:
 * whatever happens, each subscriber's frames are contiguous and hold exactly what it subscribed in their range.
 */
@Timeout(120)
class FanoutModelTest {
    private static final String[] PATTERNS = {"*", "A*", "B?@x", "*@y", "A1@x", "C3@y", "Z9@x", "*1@*"};
    private static final int STEPS = 8_000;

    @TempDir
    private Path directory;
    private Random random;
    private FanoutRig rig;
    private long framesVerified;
    private final List<Peer> peers = new ArrayList<>();

    /** A connection and what it asked for, in order. */
    private record Peer(RecordingSink sink, List<SubscriberRequest> asked) {
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldGiveEverySubscriberExactlyWhatItWantsInEveryRange(long seed) {
        System.out.println("seed " + seed);
        random = new Random(seed);
        final FanoutConfig config = new FanoutConfig(1, 64, 1_024, 1_000_000_000L, 40, 0,
            new SlowConfig(200, 1_000_000_000L));
        rig = new FanoutRig(directory, 64, config, new ReplayConfig((int) seed % 3, 2, 100, 100));
        for (int i = 0; i < STEPS; i++) {
            act();
            if (random.nextInt(3) == 0) {
                rig.agent.doWork();
            }
            if (random.nextInt(6) == 0) {
                rig.replays.forEach(ReplayAgent::doWork);
            }
            rig.nowNs += random.nextInt(50_000_000);
        }
        peers.forEach(peer -> peer.sink().isReady = true);
        rig.step();
        rig.nowNs += 2_000_000_000L;
        rig.step();
        rig.nowNs += 2_000_000_000L;
        rig.step();
        assertTrue(peers.size() > 5, "subscribers: " + peers.size());
        peers.forEach(peer -> verify(peer, true));
        assertTrue(framesVerified > 1_000, "frames: " + framesVerified);
        rig.close();
    }

    private void act() {
        final int dice = random.nextInt(1_000);
        if (dice < 15 && rig.names.size() < 60 || rig.names.isEmpty()) {
            rig.define("ABCDE".charAt(random.nextInt(5)) + "" + rig.names.size() + "@" + "xy".charAt(
                random.nextInt(2)));
        } else if (dice < 700) {
            burst();
        } else if (dice < 740 && peers.size() < 20) {
            connect(new SubscriberRequest.Subscribe("s", FanoutRig.patterns(anyPattern(), anyPattern()), anyMode(),
                random.nextInt(200), anyRights()));
        } else if (peers.isEmpty()) {
            return;
        } else if (dice < 900) {
            final RecordingSink sink = anyPeer().sink();
            sink.isReady = !sink.isReady;
        } else if (dice < 960) {
            change(anyPeer());
        } else if (dice < 990) {
            cutAndResume(anyPeer());
        } else if (dice < 993) {
            rig.status(1 + random.nextInt(3));
        }
    }

    private void burst() {
        final int count = random.nextInt(10) == 0 ? 200 : 5;
        for (int i = random.nextInt(count) + 1; i > 0; i--) {
            final int id = 1 + random.nextInt(rig.names.size());
            final long size = random.nextInt(20) == 0 ? 1L << 33 : random.nextInt(1_000);
            if (random.nextInt(4) == 0) {
                rig.trade(id, random.nextInt(1_000_000), size);
            } else {
                rig.quote(id, random.nextInt(1_000_000), size);
            }
        }
    }

    private Peer anyPeer() {
        return peers.get(random.nextInt(peers.size()));
    }

    private String anyPattern() {
        return PATTERNS[random.nextInt(PATTERNS.length)];
    }

    private Rights anyRights() {
        return random.nextInt(3) == 0 ? Rights.ALL : new Rights(FanoutRig.patterns(anyPattern(), anyPattern()));
    }

    private DeliveryMode anyMode() {
        return DeliveryMode.values()[random.nextInt(3)];
    }

    private void connect(SubscriberRequest first) {
        peers.add(new Peer(rig.join(), new ArrayList<>()));
        ask(peers.get(peers.size() - 1), first);
    }

    private void ask(Peer peer, SubscriberRequest request) {
        peer.asked().add(request);
        rig.request(peer.sink(), request);
    }

    private void change(Peer peer) {
        switch (random.nextInt(3)) {
            case 0 -> ask(peer, new SubscriberRequest.Subscribe("s", FanoutRig.patterns(anyPattern()), anyMode(), 0,
                anyRights()));
            case 1 -> ask(peer, new SubscriberRequest.Unsubscribe("u", FanoutRig.patterns(anyPattern())));
            default -> ask(peer, new SubscriberRequest.ChangeMode("m", anyMode(), random.nextInt(100)));
        }
    }

    /** The connection is gone; what was answered to it is verified, and a new one goes on from its position. */
    private void cutAndResume(Peer peer) {
        rig.agent.inbox().leave(peer.sink());
        rig.agent.doWork();
        final long position = verify(peer, false);
        peers.remove(peer);
        if (position >= 0) {
            final long epoch = random.nextInt(10) == 0 ? FanoutRig.EPOCH + 1 : FanoutRig.EPOCH;
            connect(new SubscriberRequest.Resume("r", epoch, position,
                FanoutRig.patterns(anyPattern(), anyPattern()), anyMode(), 0, anyRights()));
        }
    }

    /** Walk through what a peer got, and hold every frame against the list of ticks. Returns its position. */
    private long verify(Peer peer, boolean atRest) {
        final SubscriberView view = new SubscriberView(rig, peer.asked());
        peer.sink().log.forEach(view::on);
        framesVerified += peer.sink().frames().size();
        if (atRest && view.position() >= 0) {
            assertEquals(rig.journal.size(), view.position(), "position at rest");
            view.assertUpToDate();
        }
        return view.position();
    }
}
