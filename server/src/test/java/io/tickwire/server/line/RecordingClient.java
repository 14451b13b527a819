package io.tickwire.server.line;

import io.tickwire.client.ClientConfig;
import io.tickwire.client.FrameFlags;
import io.tickwire.client.Position;
import io.tickwire.client.TickListener;
import io.tickwire.client.TickwireClient;
import io.tickwire.core.instrument.Instrument;

import java.util.ArrayList;
import java.util.List;

/** A subscriber by the Java client that writes down everything. Its thread writes, the test's thread reads. */
final class RecordingClient implements TickListener, AutoCloseable {
    private final List<SeenTick> ticks = new ArrayList<>();
    private final List<SeenTick> snapshot = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final TickwireClient client;
    private Position position;
    private int resumes;
    private int resets;
    private boolean isHeld;

    RecordingClient(ClientConfig config) {
        client = TickwireClient.start(config, this);
    }

    @Override
    public synchronized void onQuote(long timeNs, Instrument instrument, long bidPrice, long bidSize, long askPrice,
                                     long askSize, int flags) {
        add(SeenTick.quote(instrument, timeNs, bidPrice, bidSize, askPrice, askSize), flags);
    }

    @Override
    public synchronized void onTrade(long timeNs, Instrument instrument, long price, long size, byte side,
                                     long conditions, int flags) {
        add(SeenTick.trade(instrument, timeNs, price, size, side), flags);
    }

    private void add(SeenTick tick, int flags) {
        while (isHeld) {
            try {
                wait();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                isHeld = false;
            }
        }
        ((flags & FrameFlags.SNAPSHOT) == 0 ? ticks : snapshot).add(tick);
    }

    @Override
    public synchronized void onFrameEnd(long through, int flags) {
        position = new Position(position.epoch(), through);
    }

    @Override
    public synchronized void onSubscribed(Position start, List<Instrument> instruments, List<String> unknown) {
        position = start;
        events.add("subscribed");
    }

    @Override
    public synchronized void onResumed(Position start, long head) {
        position = start;
        resumes++;
        events.add("resumed " + start.sequence());
    }

    @Override
    public synchronized void onReset(String reason, Position start, long oldest) {
        position = start;
        resets++;
        events.add("reset " + reason);
        snapshot.clear();
    }

    @Override
    public synchronized void onGap(long expected, long got) {
        events.add("GAP " + expected + " " + got);
    }

    @Override
    public synchronized void onLost(long from, long through) {
        position = new Position(position.epoch(), through);
        events.add("lost " + from + " " + through);
    }

    @Override
    public synchronized void onDisconnected(String reason, long retryInMs) {
        events.add("disconnected: " + reason);
    }

    @Override
    public synchronized void onError(String code, String message) {
        // To subscribe before the feed defines an instrument is no error here.
        if (!"UNKNOWN_SYMBOL".equals(code)) {
            events.add("ERROR " + code + ": " + message);
        }
    }

    @Override
    public synchronized void onRefused(String code, String message) {
        events.add("REFUSED " + code + ": " + message);
    }

    /** From the next tick on take nothing more, so that the socket is not read and gets full. */
    synchronized void hold() {
        isHeld = true;
    }

    synchronized void release() {
        isHeld = false;
        notifyAll();
    }

    synchronized List<SeenTick> ticks() {
        return List.copyOf(ticks);
    }

    synchronized SeenTick ticks(int index) {
        return ticks.get(index);
    }

    synchronized int tickCount() {
        return ticks.size();
    }

    synchronized List<SeenTick> snapshot() {
        return List.copyOf(snapshot);
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized boolean isSubscribed() {
        return position != null;
    }

    synchronized Position position() {
        return position;
    }

    synchronized int resumes() {
        return resumes;
    }

    synchronized int resets() {
        return resets;
    }

    @Override
    public void close() {
        release();
        client.close();
    }
}
