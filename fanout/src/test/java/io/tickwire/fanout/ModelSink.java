package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.Frame.Entry;
import io.tickwire.fanout.SubscriberRequest.Resume;
import io.tickwire.fanout.SubscriberRequest.Subscribe;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A subscriber in mode ALL or TRADE_SAFE that holds whatever it gets against the model at once, and takes it at its own
 * pace.
 */
final class ModelSink implements SubscriberSink {
    private static final long KEPT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long KEPT_ON_LOAN_NS = TimeUnit.SECONDS.toNanos(30);
    /** Who comes back from loan is kept by what the replay agent used last, noted several times a second. */
    private static final long KEPT_AT_RETURN_NS = TimeUnit.SECONDS.toNanos(9);

    boolean isStalled;
    /** After a frame it takes none for so long. */
    long paceNs;
    long position = -1;
    long epoch;
    int resumed;
    int resets;
    /** Resets that nobody asked for. */
    int lost;
    int lent;
    int slow;
    final DeliveryMode mode;
    private final JournalRig rig;
    private final ArrayDeque<SubscriberRequest> asked = new ArrayDeque<>();
    private final Set<String> patterns = new HashSet<>();
    private final Set<Integer> announced = new HashSet<>();
    private final Set<Entry> snapshot = new HashSet<>();
    private final Map<Integer, Boolean> wanted = new HashMap<>();
    private boolean isOnLoan;
    private boolean isSlow;
    private long keptUntilNs;
    private long readyAtNs;

    ModelSink(JournalRig rig, DeliveryMode mode) {
        this.rig = rig;
        this.mode = mode;
        rig.agent.inbox().join(this);
    }

    void subscribe(String... texts) {
        ask(new Subscribe("s", FanoutRig.patterns(texts), mode, 0, Rights.ALL));
    }

    void resume(long ofEpoch, long from, String... texts) {
        ask(new Resume("r", ofEpoch, from, FanoutRig.patterns(texts), mode, 0, Rights.ALL));
    }

    private void ask(SubscriberRequest request) {
        asked.add(request);
        rig.agent.inbox().request(this, request);
    }

    /** At rest it has everything. */
    void assertComplete() {
        assertTrue(asked.isEmpty(), "not answered: " + asked);
        assertTrue(snapshot.isEmpty(), "not in the snapshot: " + snapshot);
        assertTrue(!isSlow, "it is in step");
        assertEquals(rig.log.last(), position);
    }

    boolean isAnswered() {
        return asked.isEmpty();
    }

    @Override
    public boolean isReady() {
        return !isStalled && rig.nowNs >= readyAtNs;
    }

    @Override
    public boolean offer(ByteBuffer bytes) {
        if (!isReady()) {
            return false;
        }
        final Frame frame = Frame.decode(bytes.duplicate());
        assertEquals(position, frame.from());
        frame.entries().forEach(entry -> assertTrue(entry.kind() == 'S' || announced.contains(entry.instrumentId()),
            () -> "not announced: " + entry));
        if (frame.flag() == FrameFlag.SNAPSHOT) {
            assertEquals(position, frame.through());
            frame.entries().forEach(entry -> assertTrue(snapshot.remove(entry), () -> "snapshot: " + entry));
        } else {
            assertTrue(snapshot.isEmpty(), "the rest of the snapshot comes first");
            assertTrue(frame.through() >= position && frame.through() <= rig.head(), () -> "through " + frame);
            if (mode == DeliveryMode.ALL) {
                assertEquals(rig.log.entries(position, frame.through(), this::wants), frame.entries());
            } else {
                rig.log.assertTradeSafe(position, frame, rig.head(), this::wants);
            }
            position = frame.through();
        }
        taken();
        readyAtNs = rig.nowNs + paceNs;
        return true;
    }

    /** What it reads next is kept in the files, unless the ring still has it: then nobody looks at the files. */
    private void taken() {
        final boolean isInFiles = position + 1 >= rig.log.oldest() && position + 1 < rig.oldestInRing();
        keptUntilNs = isInFiles ? rig.nowNs + (isOnLoan ? KEPT_ON_LOAN_NS : KEPT_NS) : 0;
    }

    @Override
    public void moveTo(SinkDriver driver) {
        assertTrue(isReady(), "it moves while it is ready");
        isOnLoan = driver instanceof JournalRig.ReplaySide;
        if (isOnLoan) {
            lent++;
            taken();
        } else {
            keptUntilNs = Math.min(keptUntilNs, rig.nowNs + KEPT_AT_RETURN_NS);
        }
    }

    @Override
    public void onSubscribed(String requestId, long ofEpoch, long at, int snapshotTicks, Matches matches) {
        final Subscribe request = (Subscribe) asked.remove();
        assertTrue(position < 0 && at <= rig.head() || position == at, "subscribed at " + at);
        assertTrue(snapshot.isEmpty(), "a snapshot is not complete");
        final Set<Integer> before = new HashSet<>(rig.log.defined(at, this::wants));
        want(request.symbols());
        snapshot.addAll(rig.log.lastValues(at, id -> wants(id) && !before.contains(id)));
        assertEquals(snapshot.size(), snapshotTicks);
        final IntPredicate asksFor = id -> matches(request.symbols(), id);
        onAnswer(ofEpoch, at, matches.instruments());
        assertEquals(rig.log.defined(at, asksFor), matches.instruments().stream().map(Instrument::id).toList());
    }

    @Override
    public void onResumed(String requestId, long ofEpoch, long from, long head, Matches matches) {
        final Resume request = (Resume) asked.remove();
        assertNull(whyNot(request), () -> request + " was resumed, oldest " + rig.oldest());
        assertEquals(request.position(), from);
        assertEquals(rig.head(), head);
        patterns.clear();
        snapshot.clear();
        want(request.symbols());
        onAnswer(ofEpoch, from, matches.instruments());
        resumed++;
    }

    @Override
    public void onReset(String requestId, ResetReason reason, long ofEpoch, long at, long oldest, int snapshotTicks,
                        Matches matches) {
        snapshot.clear();
        if (requestId != null) {
            final Resume request = (Resume) asked.remove();
            assertEquals(whyNot(request), reason, () -> request + ", oldest " + rig.oldest());
            patterns.clear();
            want(request.symbols());
            resets++;
        } else {
            assertEquals(ResetReason.TOO_OLD, reason);
            assertTrue(position + 1 < rig.oldest(), () -> position + " could be served, oldest " + rig.oldest());
            assertTrue(rig.nowNs > keptUntilNs, () -> "lost at " + position + " though it is kept for another "
                + (keptUntilNs - rig.nowNs) + " ns, oldest " + rig.oldest());
            lost++;
        }
        assertTrue(at <= rig.head(), "reset to " + at);
        assertEquals(Math.min(at, rig.oldest() - 1), oldest, "least position to resume from");
        snapshot.addAll(rig.log.lastValues(at, this::wants));
        assertEquals(snapshot.size(), snapshotTicks);
        announced.clear();
        onAnswer(ofEpoch, at, matches.instruments());
        assertEquals(rig.log.defined(at, this::wants), matches.instruments().stream().map(Instrument::id).toList());
    }

    private ResetReason whyNot(Resume request) {
        if (request.epoch() != rig.epoch()) {
            return ResetReason.EPOCH_CHANGED;
        } else if (request.position() > rig.head()) {
            return ResetReason.TOO_LARGE;
        }
        return request.position() < rig.head() && request.position() + 1 < rig.oldest() ? ResetReason.TOO_OLD : null;
    }

    private void onAnswer(long ofEpoch, long at, List<Instrument> instruments) {
        assertEquals(rig.epoch(), ofEpoch);
        epoch = ofEpoch;
        position = at;
        taken();
        announce(instruments);
    }

    private void announce(List<Instrument> instruments) {
        for (final Instrument instrument : instruments) {
            assertEquals(rig.log.name(instrument.id()), instrument.name());
            assertTrue(wants(instrument.id()), () -> "not wanted: " + instrument);
            announced.add(instrument.id());
        }
    }

    private void want(Collection<SymbolPattern> added) {
        added.forEach(pattern -> patterns.add(pattern.text()));
        wanted.clear();
    }

    private boolean wants(int instrumentId) {
        return wanted.computeIfAbsent(instrumentId,
            id -> matches(FanoutRig.patterns(patterns.toArray(String[]::new)), id));
    }

    private boolean matches(Collection<SymbolPattern> some, int instrumentId) {
        return some.stream().anyMatch(pattern -> pattern.matches(rig.log.name(instrumentId)));
    }

    @Override
    public void onInstruments(List<Instrument> instruments) {
        announce(instruments);
    }

    @Override
    public void onUnsubscribed(String requestId, long at, List<String> remaining) {
        throw new AssertionError("nobody has unsubscribed");
    }

    @Override
    public void onModeChanged(String requestId, long at, DeliveryMode mode, int maxRate) {
        throw new AssertionError("nobody has changed the mode");
    }

    @Override
    public void onGap(long from, long through) {
        throw new AssertionError("there is no hole at " + from + " to " + through);
    }

    @Override
    public void onSlow(long at, long head, long lagNs) {
        assertEquals(position, at);
        isSlow = true;
        slow++;
    }

    @Override
    public void onCaughtUp(long at) {
        assertEquals(position, at);
        assertTrue(isSlow, "it was slow");
        isSlow = false;
    }

    @Override
    public void onError(String requestId, String code, String message) {
        throw new AssertionError(code + ": " + message);
    }

    @Override
    public void onTooFarBehind(long at, long head) {
        throw new AssertionError("there is no limit: " + at);
    }
}
