package io.tickwire.benchmarks.micro;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.fanout.Matches;
import io.tickwire.fanout.ResetReason;
import io.tickwire.fanout.SinkDriver;
import io.tickwire.fanout.SubscriberSink;

import java.nio.ByteBuffer;
import java.util.List;

/** Takes every frame and only counts; what can't happen to it is an error. */
final class CountingSink implements SubscriberSink {
    private long frames;
    private long bytes;

    long frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public boolean offer(ByteBuffer frame) {
        frames++;
        bytes += frame.remaining();
        return true;
    }

    @Override
    public void onSubscribed(String requestId, long epoch, long position, int snapshotTicks, Matches matches) {
        frames = 0;
    }

    @Override
    public void onInstruments(List<Instrument> instruments) {
        frames = 0;
    }

    @Override
    public void moveTo(SinkDriver driver) {
        throw unexpected("moved");
    }

    @Override
    public void onUnsubscribed(String requestId, long position, List<String> remaining) {
        throw unexpected("unsubscribed");
    }

    @Override
    public void onModeChanged(String requestId, long position, DeliveryMode mode, int maxRate) {
        throw unexpected("changed");
    }

    @Override
    public void onResumed(String requestId, long epoch, long from, long head, Matches matches) {
        throw unexpected("resumed");
    }

    @Override
    public void onReset(String requestId, ResetReason reason, long epoch, long position, long oldest,
                        int snapshotTicks, Matches matches) {
        throw unexpected("reset: " + reason);
    }

    @Override
    public void onGap(long from, long through) {
        throw unexpected("given a gap");
    }

    @Override
    public void onSlow(long position, long head, long lagNs) {
        throw unexpected("slow");
    }

    @Override
    public void onCaughtUp(long position) {
        throw unexpected("slow");
    }

    @Override
    public void onError(String requestId, String code, String message) {
        throw unexpected("refused: " + code + ", " + message);
    }

    @Override
    public void onTooFarBehind(long position, long head) {
        throw unexpected("too far behind");
    }

    private static IllegalStateException unexpected(String what) {
        return new IllegalStateException("the subscriber was " + what);
    }
}
