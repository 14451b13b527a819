package io.tickwire.client;

import io.tickwire.core.instrument.Instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Keeps all it hears, as text; for one client. */
class RecordingListener implements TickListener {
    private static final long DEADLINE_MS = 60_000;
    private static final long CHECK_MS = 10;
    private final List<String> ticks = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    synchronized List<String> ticks() {
        return List.copyOf(ticks);
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized void awaitEvent(String message, Predicate<String> condition) throws InterruptedException {
        await(message, () -> events.stream().anyMatch(condition));
    }

    synchronized void awaitTicks(int count) throws InterruptedException {
        await(count + " ticks", () -> ticks.size() >= count);
    }

    synchronized void await(String message, BooleanSupplier condition) throws InterruptedException {
        final long deadline = System.currentTimeMillis() + DEADLINE_MS;
        while (!condition.getAsBoolean()) {
            final long leftMs = deadline - System.currentTimeMillis();
            if (leftMs <= 0) {
                throw new AssertionError("did not come in time: " + message + "; " + ticks.size() + " ticks, events "
                    + events);
            }
            // Some conditions are not of this listener, and nobody notifies of them.
            wait(Math.min(leftMs, CHECK_MS));
        }
    }

    private synchronized void event(String text) {
        events.add(text);
        notifyAll();
    }

    private synchronized void tick(String text) {
        ticks.add(text);
        notifyAll();
    }

    @Override
    public void onQuote(long timeNs, Instrument instrument, long bidPrice, long bidSize, long askPrice, long askSize,
                        int flags) {
        tick("Q " + timeNs + " " + instrument.name() + " " + bidPrice + "x" + bidSize + "/" + askPrice + "x" + askSize
            + ((flags & FrameFlags.SNAPSHOT) != 0 ? " S" : ""));
    }

    @Override
    public void onTrade(long timeNs, Instrument instrument, long price, long size, byte side, long conditions,
                        int flags) {
        tick("T " + timeNs + " " + instrument.name() + " " + price + "x" + size + " " + side + " " + conditions);
    }

    @Override
    public void onFeedStatus(long timeNs, int sourceId, int status, int flags) {
        tick("F " + timeNs + " " + sourceId + " " + status);
    }

    @Override
    public void onConnected(String server, String epoch) {
        event("connected " + epoch);
    }

    @Override
    public void onSubscribed(Position position, List<Instrument> instruments, List<String> unknown) {
        event("subscribed " + position.sequence() + " " + unknown);
    }

    @Override
    public void onResumed(Position position, long head) {
        event("resumed " + position.sequence());
    }

    @Override
    public void onReset(String reason, Position position, long oldest) {
        event("reset " + reason + " " + position.sequence() + " " + oldest);
    }

    @Override
    public void onNotEntitled(List<String> patterns) {
        event("not entitled " + patterns);
    }

    @Override
    public void onGap(long expected, long got) {
        event("gap " + expected + " " + got);
    }

    @Override
    public void onLost(long from, long through) {
        event("lost " + from + " " + through);
    }

    @Override
    public void onSlow(long position, long head, long lagMs) {
        event("slow " + position + " " + head + " " + lagMs);
    }

    @Override
    public void onCaughtUp(long position) {
        event("caught up " + position);
    }

    @Override
    public void onExpiring(long leftMs) {
        event("expiring " + leftMs);
    }

    @Override
    public void onGoingAway(long reconnectMs, List<String> addresses) {
        event("going away " + reconnectMs + (addresses.isEmpty() ? "" : " " + addresses));
    }

    @Override
    public void onDisconnected(String reason, long retryInMs) {
        event("disconnected " + reason + " (" + retryInMs + ")");
    }

    @Override
    public void onError(String code, String message) {
        event("error " + code + " " + message);
    }

    @Override
    public void onPong(long serverTimeNs) {
        event("pong " + serverTimeNs);
    }

    @Override
    public void onRefused(String code, String message) {
        event("refused " + code + " " + message);
    }

    @Override
    public void onListenerFailure(String call, RuntimeException failure) {
        event("failure " + call + " " + failure.getMessage());
    }
}
