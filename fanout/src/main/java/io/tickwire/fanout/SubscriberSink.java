package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The way to one subscriber. Implemented by the gateway. Every method is called by the thread that owns the
 * subscriber, a fan-out thread or, while it is far behind, a replay thread; and what is handed over arrives in the
 * order of the calls.
 */
public interface SubscriberSink {
    /**
     * Whether the next {@link #offer} can be accepted. A read of a field, no system call.
     *
     * @return false while earlier bytes wait for the socket, or after the connection was closed
     */
    boolean isReady();

    /**
     * Hand over a whole frame. It is accepted whole or not at all; what the socket does not take at once is kept
     * by the sink and goes out first.
     *
     * @param frame the frame with its envelope, from position to limit; both are left as they were
     * @return false if the sink was not ready, and nothing was taken
     */
    boolean offer(ByteBuffer frame);

    /**
     * From now on another thread owns the subscriber. Called by the thread that owned it until now, while the sink is
     * ready.
     *
     * @param driver the transport's part of the new thread's duty cycle
     */
    void moveTo(SinkDriver driver);

    /**
     * Answer to Subscribe.
     *
     * @param requestId   the client's id, or null
     * @param epoch       the epoch
     * @param position    the snapshot's position; the next frame's {@code from}
     * @param snapshotTicks quotes and trades of the snapshot that follows
     * @param matches     what the patterns match now
     */
    void onSubscribed(String requestId, long epoch, long position, int snapshotTicks, Matches matches);

    /**
     * Instruments defined since, before their first entry.
     *
     * @param instruments 1 or more
     */
    void onInstruments(List<Instrument> instruments);

    /**
     * Answer to Unsubscribe.
     *
     * @param requestId the client's id, or null
     * @param position  from here on the patterns are no longer served
     * @param remaining patterns that are left in the subscription
     */
    void onUnsubscribed(String requestId, long position, List<String> remaining);

    /**
     * Answer to ChangeMode.
     *
     * @param requestId the client's id, or null
     * @param position  from here on the new mode holds
     * @param mode      the mode
     * @param maxRate   frames a second, 0 where the mode has no rate
     */
    void onModeChanged(String requestId, long position, DeliveryMode mode, int maxRate);

    /**
     * Answer to Resume: what was missed follows.
     *
     * @param requestId   the client's id, or null
     * @param epoch       the epoch
     * @param from        the client's position; the next frame's {@code from}
     * @param head        where the live stream is now
     * @param matches     what the patterns match now
     */
    void onResumed(String requestId, long epoch, long from, long head, Matches matches);

    /**
     * Answer to Resume: what was missed can't be had; a snapshot follows.
     *
     * @param requestId   the client's id, or null
     * @param reason      why
     * @param epoch       the epoch of this server
     * @param position    the snapshot's position; the next frame's {@code from}
     * @param oldest      the least position that can be resumed from
     * @param snapshotTicks quotes and trades of the snapshot that follows
     * @param matches     what the patterns match now
     */
    void onReset(String requestId, ResetReason reason, long epoch, long position, long oldest, int snapshotTicks,
                 Matches matches);

    /**
     * Ticks that the subscriber missed can't be had, since the journal is damaged there. What it was sent reaches up
     * to the tick before; the next frame's {@code from} is {@code through}.
     *
     * @param from    the first tick that can't be had
     * @param through the last one
     */
    void onGap(long from, long through);

    /**
     * The subscriber was in step and has fallen behind. At most once a second, while the sink is ready.
     *
     * @param position what it was sent reaches up to here
     * @param head     where the live stream is
     * @param lagNs    how long ago the server received the tick that comes next; in mode CONFLATED, how long no frame
     *                 could be sent; ns
     */
    void onSlow(long position, long head, long lagNs);

    /**
     * After {@link #onSlow}: the subscriber is in step again. While the sink is ready.
     *
     * @param position where
     */
    void onCaughtUp(long position);

    /**
     * A request could not be served; nothing has changed.
     *
     * @param requestId the client's id, or null
     * @param code      a code of the session protocol
     * @param message   what was wrong and what would be right
     */
    void onError(String requestId, String code, String message);

    /**
     * The subscriber fell further behind than its mode allows: close the connection and say so.
     *
     * @param position where it stands
     * @param head     where the live stream is
     */
    void onTooFarBehind(long position, long head);
}
