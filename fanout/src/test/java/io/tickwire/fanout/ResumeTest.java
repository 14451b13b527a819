package io.tickwire.fanout;

import io.tickwire.fanout.RecordingSink.Reset;
import io.tickwire.fanout.RecordingSink.Resumed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class ResumeTest {
    @TempDir
    private Path directory;
    private FanoutRig rig;
    private int btc;
    private int eth;

    @BeforeEach
    void open() {
        rig = new FanoutRig(directory, 1_024, FanoutRig.CONFIG);
        btc = rig.define("BTCUSDT@spot");
        eth = rig.define("ETHUSDT@spot");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldFlagAllUpToTheHeadOfItsAnswerAsReplay() {
        for (int i = 0; i < 1_000; i++) {
            rig.quote(btc, i, 1);
        }
        final RecordingSink sink = rig.join();
        rig.request(sink, new SubscriberRequest.Resume("r", FanoutRig.EPOCH, 2, FanoutRig.patterns("BTC*"),
            DeliveryMode.ALL, 0, Rights.ALL));
        // A pass of the live stream takes 256.
        rig.stepOnce();
        rig.quote(btc, 1_000, 1);
        rig.step();
        final long head = sink.last(Resumed.class).head();
        assertTrue(head >= 1_000, () -> "head " + head);
        for (final Frame frame : sink.frames()) {
            assertEquals(frame.through() <= head ? FrameFlag.REPLAY : FrameFlag.LIVE, frame.flag());
        }
        assertEquals(rig.journal.size(), sink.last(Frame.class).through());
    }

    @Test
    void shouldResumeWithExactlyWhatWasMissedFromRingAndFromJournal() {
        for (int i = 0; i < 5_000; i++) {
            rig.quote(i % 2 == 0 ? btc : eth, i, 1);
            rig.step();
        }
        for (final long position : new long[]{2, 4_990}) {
            final RecordingSink sink = rig.resume(FanoutRig.EPOCH, position, DeliveryMode.ALL, "BTC*");
            assertEquals(5_002, sink.last(Resumed.class).head());
            long at = position;
            long entries = 0;
            for (final Frame frame : sink.frames()) {
                assertEquals(at, frame.from());
                assertEquals(FrameFlag.REPLAY, frame.flag());
                at = frame.through();
                entries += frame.entries().size();
            }
            assertEquals(5_002, at);
            assertEquals((5_002 - position) / 2, entries);
        }
        assertEquals(3L, rig.kept.get(0), "kept from deletion until it is read");
    }

    @Test
    void shouldKeepWhatItPromisedUntilItIsRead() {
        for (int i = 0; i < 5_000; i++) {
            rig.quote(btc, i, 1);
            rig.step();
        }
        final RecordingSink sink = rig.join();
        rig.request(sink, new SubscriberRequest.Resume("r", FanoutRig.EPOCH, 100, FanoutRig.patterns("*"),
            DeliveryMode.ALL, 0, Rights.ALL));
        rig.stepOnce();
        assertEquals(100, sink.last(Resumed.class).from());
        assertEquals(List.of(), sink.frames());
        assertEquals(List.of(101L), rig.kept);
    }

    @Test
    void shouldResetWithTheRightReasonAndASnapshot() {
        for (int i = 0; i < 3_000; i++) {
            rig.quote(btc, i, 1);
            rig.step();
        }
        rig.oldestInJournal = 1_000;
        assertReset(rig.resume(FanoutRig.EPOCH + 1, 2_000, DeliveryMode.ALL, "*"), ResetReason.EPOCH_CHANGED);
        assertReset(rig.resume(FanoutRig.EPOCH, 3_003, DeliveryMode.ALL, "*"), ResetReason.TOO_LARGE);
        assertReset(rig.resume(FanoutRig.EPOCH, 998, DeliveryMode.ALL, "*"), ResetReason.TOO_OLD);
        final RecordingSink oldest = rig.resume(FanoutRig.EPOCH, 999, DeliveryMode.ALL, "*");
        assertEquals(999, oldest.last(Resumed.class).from());
        assertEquals(3_002, oldest.last(Frame.class).through());
        assertEquals(3_002, rig.resume(FanoutRig.EPOCH, 3_002, DeliveryMode.ALL, "*").last(Resumed.class).from());
    }

    @Test
    void shouldResumeFromATime() {
        for (int i = 0; i < 3_000; i++) {
            rig.nowNs += 1_000;
            rig.quote(btc, i, 1);
            rig.step();
        }
        final long timeNs = rig.tick(2_000).receiveTimeNs();
        assertEquals(1_999, since(timeNs).last(Resumed.class).from());
        assertEquals(2_000, since(timeNs + 1).last(Resumed.class).from());
        assertEquals(3_002, since(rig.nowNs + 1).last(Resumed.class).from(), "the future begins at the head");
        assertEquals(0, since(0).last(Resumed.class).from());
        rig.oldestInJournal = 1_000;
        assertReset(since(0), ResetReason.TOO_OLD);
    }

    private RecordingSink since(long timeNs) {
        final RecordingSink sink = rig.join();
        rig.request(sink, new SubscriberRequest.ResumeSince("r", timeNs, FanoutRig.patterns("*"), DeliveryMode.ALL, 0,
            Rights.ALL));
        rig.step();
        return sink;
    }

    private void assertReset(RecordingSink sink, ResetReason reason) {
        final Reset reset = sink.last(Reset.class);
        assertEquals(reason, reset.reason());
        assertEquals(3_002, reset.position());
        assertEquals(999, reset.oldest());
        assertEquals(FrameFlag.SNAPSHOT, sink.last(Frame.class).flag());
        assertEquals(2_999, sink.last(Frame.class).entries().get(0).a());
    }
}
