package io.tickwire.server.cli;

import io.tickwire.client.DeliveryMode;
import io.tickwire.client.FrameFlags;
import io.tickwire.client.Position;
import io.tickwire.client.SavedPosition;
import io.tickwire.client.TickListener;
import io.tickwire.core.instrument.Instrument;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Prints what the client delivers, and knows to the tick how far it got. The client's thread writes, the command's
 * thread flushes; both hold this object's monitor. What waits in the buffer is not counted as printed, so a position
 * that is kept never stands behind a line that nobody saw.
 */
final class TickPrinter implements TickListener {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int LINE_LIMIT_BYTES = 1 << 10;

    private final OutputStream out;
    private final PrintStream messages;
    private final TickText text;
    private final boolean exact;
    private final String subscription;
    private final long countLimit;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long printed;
    private String epoch;
    private long position;
    private long deliveredSince;
    private long toSkip;
    private long countedInFrame;
    private SavedPosition flushed;
    private boolean connected;
    private boolean missed;
    /** Written by the client's thread, the command's and the one that ends the process; read by the first two. */
    private volatile boolean stopped;
    private boolean broken;
    private String refusal;

    TickPrinter(OutputStream out, PrintStream messages, boolean json, DeliveryMode mode, String subscription,
                long countLimit, SavedPosition start) {
        this.out = out;
        this.messages = messages;
        this.countLimit = countLimit;
        this.subscription = subscription;
        text = new TickText(json);
        exact = mode == DeliveryMode.ALL;
        if (start != null) {
            epoch = start.position().epoch();
            position = start.position().sequence();
            toSkip = exact ? start.delivered() : 0;
            deliveredSince = toSkip;
            flushed = start;
        }
    }

    @Override
    public synchronized void onQuote(long timeNs, Instrument instrument, long bidPrice, long bidSize, long askPrice,
                                     long askSize, int flags) {
        if (isWanted(flags)) {
            print(text.quote(timeNs, instrument, bidPrice, bidSize, askPrice, askSize, flags));
        }
    }

    @Override
    public synchronized void onTrade(long timeNs, Instrument instrument, long price, long size, byte side,
                                     long conditions, int flags) {
        if (isWanted(flags)) {
            print(text.trade(timeNs, instrument, price, size, side, flags));
        }
    }

    @Override
    public synchronized void onFrameEnd(long through, int flags) {
        if (!stopped) {
            // What an earlier run printed of this frame is behind us; of a longer range, some may be left to skip.
            toSkip = Math.max(0, toSkip - countedInFrame);
            position = through;
            deliveredSince = toSkip;
            countedInFrame = 0;
        }
    }

    private boolean isWanted(int flags) {
        if (stopped) {
            return false;
        }
        if ((flags & FrameFlags.SNAPSHOT) != 0) {
            return true;
        }
        countedInFrame++;
        if (countedInFrame <= toSkip) {
            return false;
        }
        deliveredSince = countedInFrame;
        return true;
    }

    private void print(CharSequence line) {
        final int length = line.length();
        for (int i = 0; i < length; i++) {
            buffer[buffered + i] = (byte) line.charAt(i);
        }
        buffered += length;
        printed++;
        if (printed == countLimit) {
            stop();
        }
        if (buffered > BUFFER_BYTES - LINE_LIMIT_BYTES) {
            flush();
        }
    }

    /** Write out what waits. A reader that went away ends the run, quietly. */
    synchronized void flush() {
        if (broken) {
            return;
        }
        try {
            out.write(buffer, 0, buffered);
            out.flush();
            buffered = 0;
            if (epoch != null) {
                flushed = new SavedPosition(new Position(epoch, position), exact ? deliveredSince : 0, subscription);
            }
        } catch (final IOException e) {
            broken = true;
            stop();
        }
    }

    /** How far the lines that were written out go; null if no subscription began. */
    synchronized SavedPosition flushedPosition() {
        return flushed;
    }

    /**
     * Print no more ticks; also those of the frame that is being delivered are left for the next run. Never waits,
     * so that a process whose output is stuck can be ended.
     */
    void stop() {
        stopped = true;
        ended.countDown();
    }

    CountDownLatch ended() {
        return ended;
    }

    synchronized boolean wasConnected() {
        return connected;
    }

    synchronized boolean hasMissed() {
        return missed;
    }

    synchronized String refusal() {
        return refusal;
    }

    @Override
    public synchronized void onSubscribed(Position start, List<Instrument> instruments, List<String> unknown) {
        begin(start);
        say("subscribed at position " + start.sequence() + ", " + instruments.size() + " instruments");
    }

    @Override
    public synchronized void onResumed(Position start, long head) {
        connected = true;
        if (epoch == null) {
            // Begun from a time: this is the first that is known of a position.
            begin(start);
        }
        // The same frame comes again from its start; what was printed of it stays printed.
        toSkip = deliveredSince;
        countedInFrame = 0;
        say("resumed from position " + start.sequence() + ", " + (head - start.sequence()) + " positions behind");
    }

    @Override
    public synchronized void onReset(String reason, Position start, long oldest) {
        missed = true;
        begin(start);
        say("ticks were missed: the server can't resume (" + reason + "); a snapshot at position " + start.sequence()
            + " follows" + (oldest < 0 ? "" : ", the oldest position is " + oldest));
    }

    private void begin(Position start) {
        connected = true;
        epoch = start.epoch();
        position = start.sequence();
        deliveredSince = 0;
        toSkip = 0;
        countedInFrame = 0;
    }

    @Override
    public synchronized void onGap(long expected, long got) {
        missed = true;
        say("gap: the frame should go on from position " + expected + ", it goes on from " + got);
        stop();
    }

    @Override
    public synchronized void onLost(long from, long through) {
        missed = true;
        position = through;
        deliveredSince = 0;
        toSkip = 0;
        countedInFrame = 0;
        say("ticks were missed: the server has lost " + from + " to " + through + "; it goes on behind them");
    }

    @Override
    public synchronized void onNotEntitled(List<String> patterns) {
        say("no right to all of " + String.join(" ", patterns) + "; what there is a right to follows");
    }

    @Override
    public synchronized void onSlow(long sent, long head, long lagMs) {
        say("slow: " + (head - sent) + " positions behind, " + lagMs + " ms; nothing is lost by that");
    }

    @Override
    public synchronized void onCaughtUp(long where) {
        say("caught up at position " + where);
    }

    @Override
    public synchronized void onExpiring(long leftMs) {
        say("the token expires in " + leftMs + " ms");
    }

    @Override
    public synchronized void onGoingAway(long reconnectMs, List<String> addresses) {
        say("the server stops; it wants this client back in " + reconnectMs + " ms"
            + (addresses.isEmpty() ? "" : ", here or at " + String.join(" ", addresses)));
    }

    @Override
    public synchronized void onDisconnected(String reason, long retryInMs) {
        say(reason + "; next attempt in " + retryInMs + " ms");
    }

    @Override
    public synchronized void onError(String code, String message) {
        // Which patterns are meant is said by onNotEntitled.
        if (!"NOT_ENTITLED".equals(code)) {
            say(code + ": " + message);
        }
    }

    @Override
    public synchronized void onRefused(String code, String message) {
        refusal = code + ": " + message;
        stop();
    }

    @Override
    public synchronized void onFeedStatus(long timeNs, int sourceId, int status, int flags) {
        say("source " + sourceId + " is " + (status == 1 ? "up" : status == 2 ? "stale" : "down"));
    }

    @Override
    public synchronized void onListenerFailure(String call, RuntimeException failure) {
        say(call + " failed: " + failure);
    }

    private void say(String message) {
        messages.println("tickwire: " + message);
    }
}
