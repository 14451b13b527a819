package io.tickwire.server.line;

import io.tickwire.client.ClientConfig;
import io.tickwire.client.FrameFlags;
import io.tickwire.client.Position;
import io.tickwire.client.TickListener;
import io.tickwire.client.TickwireClient;
import io.tickwire.core.instrument.Instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A subscriber to all of an {@link EndlessFeed} that checks as it goes: that every field of a tick fits its running
 * number, that numbers never come twice or go back, and that coverage goes on where it ended. Its thread writes, the
 * test's thread reads and takes away what was covered.
 */
final class ExactSubscriber implements TickListener, AutoCloseable {
    private static final int FRAME_NUMBERS = 1 << 14;

    /**
     * What a frame, or an explicit loss, covered: the positions behind {@code from} up to {@code through}.
     *
     * @param from    position where coverage stood
     * @param through position where it stands then
     * @param numbers running numbers of the ticks, in order
     * @param isLost  whether the server said that these positions can't be had
     */
    record Stretch(long from, long through, long[] numbers, boolean isLost) {
    }

    private final TickwireClient client;
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<String> resets = new ArrayList<>();
    private long[] frame = new long[FRAME_NUMBERS];
    private int inFrame;
    private Position position;
    private Position begin;
    private long lastNumber = -1;
    private long total;
    private int resumes;
    private boolean isStreaming;
    private String failure = "";

    ExactSubscriber(ClientConfig config) {
        client = TickwireClient.start(config, this);
    }

    @Override
    public synchronized void onQuote(long timeNs, Instrument instrument, long bidPrice, long bidSize, long askPrice,
                                     long askSize, int flags) {
        if (timeNs != EndlessFeed.timeNs(bidPrice) || !EndlessFeed.name(bidPrice).equals(instrument.name())
            || bidSize != bidPrice || askPrice != bidPrice + 1 || askSize != bidPrice) {
            fail("content: " + timeNs + " " + instrument.name() + " " + bidPrice + " " + bidSize + " " + askPrice + " "
                + askSize);
        }
        if ((flags & FrameFlags.SNAPSHOT) == 0) {
            if (bidPrice <= lastNumber) {
                fail("number " + bidPrice + " came after " + lastNumber);
            }
            lastNumber = bidPrice;
            total++;
            if (inFrame == frame.length) {
                frame = Arrays.copyOf(frame, 2 * frame.length);
            }
            frame[inFrame++] = bidPrice;
        }
    }

    @Override
    public synchronized void onTrade(long timeNs, Instrument instrument, long price, long size, byte side,
                                     long conditions, int flags) {
        fail("a trade that nobody published");
    }

    @Override
    public synchronized void onFrameEnd(long through, int flags) {
        cover(through, false);
    }

    @Override
    public synchronized void onLost(long from, long through) {
        if (from != position.sequence() + 1) {
            fail("lost from " + from + " at position " + position.sequence());
        }
        cover(through, true);
    }

    private void cover(long through, boolean isLost) {
        if (through > position.sequence() || inFrame > 0) {
            stretches.add(new Stretch(position.sequence(), through, Arrays.copyOf(frame, inFrame), isLost));
        }
        position = new Position(position.epoch(), through);
        inFrame = 0;
    }

    @Override
    public synchronized void onSubscribed(Position start, List<Instrument> instruments, List<String> unknown) {
        if (position != null) {
            fail("subscribed anew at " + start);
        }
        position = start;
        begin = start;
        isStreaming = true;
    }

    @Override
    public synchronized void onResumed(Position start, long head) {
        if (position != null && !position.equals(start)) {
            fail("resumed at " + start + ", not at " + position);
        }
        position = start;
        resumes++;
        isStreaming = true;
    }

    @Override
    public synchronized void onReset(String reason, Position start, long oldest) {
        position = start;
        begin = start;
        resets.add(reason);
        isStreaming = true;
    }

    @Override
    public synchronized void onGap(long expected, long got) {
        fail("coverage is broken: a frame from " + got + " where " + expected + " ended");
    }

    @Override
    public synchronized void onDisconnected(String reason, long retryInMs) {
        isStreaming = false;
        if (inFrame > 0) {
            fail("the connection ended within a frame");
        }
    }

    @Override
    public synchronized void onError(String code, String message) {
        // To subscribe before the feed defines an instrument is no error here.
        if (!"UNKNOWN_SYMBOL".equals(code)) {
            fail(code + ": " + message);
        }
    }

    @Override
    public synchronized void onRefused(String code, String message) {
        fail("refused, " + code + ": " + message);
    }

    @Override
    public synchronized void onListenerFailure(String call, RuntimeException thrown) {
        fail(call + ": " + thrown);
    }

    private void fail(String what) {
        if (failure.isEmpty()) {
            failure = what;
        }
    }

    /** Empty, or the first thing that was wrong. */
    synchronized String failure() {
        return failure;
    }

    /** What was covered since the last call. */
    synchronized List<Stretch> takeStretches() {
        final List<Stretch> taken = List.copyOf(stretches);
        stretches.clear();
        return taken;
    }

    /** Null until the server has answered. */
    synchronized Position position() {
        return position;
    }

    /** Where it was subscribed or reset last; null before the server has answered, and after a resume alone. */
    synchronized Position begin() {
        return begin;
    }

    /** How many ticks came, those of snapshots apart. */
    synchronized long total() {
        return total;
    }

    /** Of the last tick, those of snapshots apart; -1 if there was none. */
    synchronized long lastNumber() {
        return lastNumber;
    }

    synchronized int resumes() {
        return resumes;
    }

    /** The reasons. */
    synchronized List<String> resets() {
        return List.copyOf(resets);
    }

    /** Whether there is a connection and its first request was answered. */
    synchronized boolean isStreaming() {
        return isStreaming;
    }

    @Override
    public void close() {
        client.close();
    }
}
