package io.tickwire.client;

import io.tickwire.core.instrument.Instrument;

import java.util.List;

/** Keeps the client alive when the application's listener throws, and quiet once the client is closed. */
final class GuardedListener implements TickListener {
    private final TickListener target;
    /** Written by whoever closes the client, read by the client's thread. */
    private volatile boolean stopped;

    GuardedListener(TickListener target) {
        this.target = target;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void onQuote(long timeNs, Instrument instrument, long bidPrice, long bidSize, long askPrice, long askSize,
                        int flags) {
        if (!stopped) {
            try {
                target.onQuote(timeNs, instrument, bidPrice, bidSize, askPrice, askSize, flags);
            } catch (final RuntimeException e) {
                onListenerFailure("onQuote", e);
            }
        }
    }

    @Override
    public void onTrade(long timeNs, Instrument instrument, long price, long size, byte side, long conditions,
                        int flags) {
        if (!stopped) {
            try {
                target.onTrade(timeNs, instrument, price, size, side, conditions, flags);
            } catch (final RuntimeException e) {
                onListenerFailure("onTrade", e);
            }
        }
    }

    @Override
    public void onFeedStatus(long timeNs, int sourceId, int status, int flags) {
        call("onFeedStatus", () -> target.onFeedStatus(timeNs, sourceId, status, flags));
    }

    @Override
    public void onFrameEnd(long position, int flags) {
        if (!stopped) {
            try {
                target.onFrameEnd(position, flags);
            } catch (final RuntimeException e) {
                onListenerFailure("onFrameEnd", e);
            }
        }
    }

    @Override
    public void onConnected(String server, String epoch) {
        call("onConnected", () -> target.onConnected(server, epoch));
    }

    @Override
    public void onSubscribed(Position position, List<Instrument> instruments, List<String> unknown) {
        call("onSubscribed", () -> target.onSubscribed(position, instruments, unknown));
    }

    @Override
    public void onResumed(Position position, long head) {
        call("onResumed", () -> target.onResumed(position, head));
    }

    @Override
    public void onReset(String reason, Position position, long oldest) {
        call("onReset", () -> target.onReset(reason, position, oldest));
    }

    @Override
    public void onNotEntitled(List<String> patterns) {
        call("onNotEntitled", () -> target.onNotEntitled(patterns));
    }

    @Override
    public void onGap(long expected, long got) {
        call("onGap", () -> target.onGap(expected, got));
    }

    @Override
    public void onLost(long from, long through) {
        call("onLost", () -> target.onLost(from, through));
    }

    @Override
    public void onSlow(long position, long head, long lagMs) {
        call("onSlow", () -> target.onSlow(position, head, lagMs));
    }

    @Override
    public void onCaughtUp(long position) {
        call("onCaughtUp", () -> target.onCaughtUp(position));
    }

    @Override
    public void onExpiring(long leftMs) {
        call("onExpiring", () -> target.onExpiring(leftMs));
    }

    @Override
    public void onGoingAway(long reconnectMs, List<String> addresses) {
        call("onGoingAway", () -> target.onGoingAway(reconnectMs, addresses));
    }

    @Override
    public void onDisconnected(String reason, long retryInMs) {
        call("onDisconnected", () -> target.onDisconnected(reason, retryInMs));
    }

    @Override
    public void onError(String code, String message) {
        call("onError", () -> target.onError(code, message));
    }

    @Override
    public void onPong(long serverTimeNs) {
        call("onPong", () -> target.onPong(serverTimeNs));
    }

    @Override
    public void onRefused(String code, String message) {
        call("onRefused", () -> target.onRefused(code, message));
    }

    @Override
    public void onListenerFailure(String call, RuntimeException failure) {
        try {
            target.onListenerFailure(call, failure);
        } catch (final RuntimeException e) {
            System.err.println("tickwire client: " + call + " and onListenerFailure of the listener failed: "
                + failure + "; " + e);
        }
    }

    private void call(String name, Runnable body) {
        if (!stopped) {
            try {
                body.run();
            } catch (final RuntimeException e) {
                onListenerFailure(name, e);
            }
        }
    }
}
