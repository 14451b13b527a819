package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** A subscriber's end: keeps what it gets, and can stop taking frames. */
final class RecordingSink implements SubscriberSink {
    final List<Object> log = new ArrayList<>();
    boolean isReady = true;
    /** It takes so many frames though it is not ready. */
    int readyFrames;
    /** It is not ready behind a notice, as a socket that has yet to take it. */
    boolean waitsForNotices;
    SinkDriver driver;

    record Subscribed(String id, long epoch, long position, int snapshotTicks, Matches matches) {
        List<Instrument> instruments() {
            return matches.instruments();
        }

        List<String> unknown() {
            return matches.unknown();
        }
    }

    record Announced(List<Instrument> instruments) {
    }

    record Unsubscribed(String id, long position, List<String> remaining) {
    }

    record ModeChanged(String id, long position, DeliveryMode mode, int maxRate) {
    }

    record Resumed(String id, long epoch, long from, long head, Matches matches) {
        List<Instrument> instruments() {
            return matches.instruments();
        }
    }

    record Reset(String id, ResetReason reason, long epoch, long position, long oldest, int snapshotTicks,
                 Matches matches) {
        List<Instrument> instruments() {
            return matches.instruments();
        }
    }

    record Gap(long from, long through) {
    }

    record Slow(long position, long head, long lagNs) {
    }

    record CaughtUp(long position) {
    }

    record Failed(String id, String code) {
    }

    record TooFarBehind(long position, long head) {
    }

    @Override
    public boolean isReady() {
        return isReady || readyFrames > 0;
    }

    @Override
    public boolean offer(ByteBuffer frame) {
        final boolean takes = isReady();
        if (takes) {
            log.add(Frame.decode(frame.duplicate()));
            readyFrames = Math.max(0, readyFrames - 1);
        }
        return takes;
    }

    @Override
    public void moveTo(SinkDriver driver) {
        assertTrue(isReady(), "it moves while it is ready");
        this.driver = driver;
    }

    @Override
    public void onSubscribed(String requestId, long epoch, long position, int snapshotTicks, Matches matches) {
        log.add(new Subscribed(requestId, epoch, position, snapshotTicks, matches));
    }

    @Override
    public void onInstruments(List<Instrument> instruments) {
        log.add(new Announced(instruments));
    }

    @Override
    public void onUnsubscribed(String requestId, long position, List<String> remaining) {
        log.add(new Unsubscribed(requestId, position, remaining));
    }

    @Override
    public void onModeChanged(String requestId, long position, DeliveryMode mode, int maxRate) {
        log.add(new ModeChanged(requestId, position, mode, maxRate));
    }

    @Override
    public void onResumed(String requestId, long epoch, long from, long head, Matches matches) {
        log.add(new Resumed(requestId, epoch, from, head, matches));
    }

    @Override
    public void onReset(String requestId, ResetReason reason, long epoch, long position, long oldest,
                        int snapshotTicks, Matches matches) {
        log.add(new Reset(requestId, reason, epoch, position, oldest, snapshotTicks, matches));
    }

    @Override
    public void onGap(long from, long through) {
        log.add(new Gap(from, through));
    }

    @Override
    public void onSlow(long position, long head, long lagNs) {
        assertTrue(isReady(), "it is told while it is ready");
        log.add(new Slow(position, head, lagNs));
        isReady &= !waitsForNotices;
    }

    @Override
    public void onCaughtUp(long position) {
        assertTrue(isReady(), "it is told while it is ready");
        log.add(new CaughtUp(position));
    }

    @Override
    public void onError(String requestId, String code, String message) {
        log.add(new Failed(requestId, code));
    }

    @Override
    public void onTooFarBehind(long position, long head) {
        log.add(new TooFarBehind(position, head));
    }

    List<Frame> frames() {
        return log.stream().filter(Frame.class::isInstance).map(Frame.class::cast).toList();
    }

    <T> T last(Class<T> type) {
        for (int i = log.size() - 1; i >= 0; i--) {
            if (type.isInstance(log.get(i))) {
                return type.cast(log.get(i));
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + log);
    }
}
