package io.tickwire.client;

import io.tickwire.core.instrument.Instrument;

import java.util.List;

/**
 * What an application hears of its subscription. All calls of one client come on one thread, the client's own; while
 * a call lasts nothing more is read, so that a slow listener slows the server's sending and loses nothing.
 * A call that throws is reported to {@link #onListenerFailure}; the ticks after it come as usual.
 */
public interface TickListener extends FrameHandler {
    /**
     * All ticks of a frame were delivered. This is the moment to keep the position. By default nothing.
     *
     * @param position everything up to here was processed
     * @param flags    bits of {@link FrameFlags}
     */
    default void onFrameEnd(long position, int flags) {
    }

    /**
     * A connection is open and the server has said hello. By default nothing.
     *
     * @param server its version
     * @param epoch  its epoch
     */
    default void onConnected(String server, String epoch) {
    }

    /**
     * A subscription holds: a snapshot follows, then live ticks. By default nothing.
     *
     * @param position    where it begins
     * @param instruments those that are new
     * @param unknown     patterns without wildcard that no instrument has yet
     */
    default void onSubscribed(Position position, List<Instrument> instruments, List<String> unknown) {
    }

    /**
     * The subscription goes on: everything after {@code position} follows. By default nothing.
     *
     * @param position the last one that was processed; after a beginning by time, the last one before that time
     * @param head     up to here it is replay
     */
    default void onResumed(Position position, long head) {
    }

    /**
     * Ticks were missed and can't be had any more. Forget the state, a snapshot follows. By default nothing.
     *
     * @param reason   {@code EPOCH_CHANGED}, {@code TOO_OLD}, {@code TOO_LARGE}, {@code NOT_ENTITLED}
     * @param position where the subscription begins again
     * @param oldest   the least position that could have been resumed from, or -1 if the server did not say
     */
    default void onReset(String reason, Position position, long oldest) {
    }

    /**
     * This client has no right to all that it asked for; what it has a right to is served. Comes behind the answer, and
     * again with each resume. By default nothing.
     *
     * @param patterns without wildcard: not subscribed; with: narrowed to what is allowed
     */
    default void onNotEntitled(List<String> patterns) {
    }

    /**
     * The server left something out or sent it twice. The frame was not delivered; the client drops the connection
     * and resumes from {@code expected}. By default nothing.
     *
     * @param expected position from which the frame should have gone on
     * @param got      position from which it did
     */
    default void onGap(long expected, long got) {
    }

    /**
     * Ticks are lost: the server's journal is damaged there, and says so. Everything before was delivered, what comes
     * next goes on behind them; the position is {@code through}. By default nothing.
     *
     * @param from    the first tick that can't be had
     * @param through the last one
     */
    default void onLost(long from, long through) {
    }

    /**
     * This client takes less than comes: it was in step with the server and has fallen behind. At most once a second
     * while it goes on. What was missed follows, as the mode says. By default nothing.
     *
     * @param position what the server has sent reaches up to here
     * @param head     where the live stream is
     * @param lagMs    how long ago the server received the tick that comes next, in milliseconds
     */
    default void onSlow(long position, long head, long lagMs) {
    }

    /**
     * After {@link #onSlow}: this client is in step with the server again. By default nothing.
     *
     * @param position where
     */
    default void onCaughtUp(long position) {
    }

    /**
     * The token expires soon. The client asks its supplier, and shows the server what it gives if that is another
     * token. By default nothing.
     *
     * @param leftMs how long the token is good yet, in milliseconds
     */
    default void onExpiring(long leftMs) {
    }

    /**
     * The server stops. {@link #onDisconnected} follows, and the client comes back when it was told to, at one of the
     * addresses that {@link ClientConfig#followHosts} allows, else where it was. By default nothing.
     *
     * @param reconnectMs when to come back, in milliseconds
     * @param addresses   ws and wss addresses of other servers that this one names; may be empty
     */
    default void onGoingAway(long reconnectMs, List<String> addresses) {
    }

    /**
     * There is no connection. By default nothing.
     *
     * @param reason    why
     * @param retryInMs when the next attempt comes, in milliseconds
     */
    default void onDisconnected(String reason, long retryInMs) {
    }

    /**
     * The server refused a request, what it sent makes no sense ({@code PROTOCOL_ERROR}), or there is no fresh token
     * ({@code NO_TOKEN}). By default nothing.
     *
     * @param code    a code of the session protocol, {@code PROTOCOL_ERROR} or {@code NO_TOKEN}
     * @param message what was wrong
     */
    default void onError(String code, String message) {
    }

    /**
     * The answer to {@link TickwireClient#ping()}. By default nothing.
     *
     * @param serverTimeNs the server's clock, ns since 1970
     */
    default void onPong(long serverTimeNs) {
    }

    /**
     * A call of this listener threw. By default it is printed to standard error, so that it is not lost.
     *
     * @param call    which method
     * @param failure what it threw
     */
    default void onListenerFailure(String call, RuntimeException failure) {
        System.err.println("tickwire client: " + call + " of the listener failed: " + failure);
    }

    /**
     * The client has given up, since the server refused the subscription itself, or this client. Nothing comes after
     * this. By default nothing.
     *
     * @param code    a code of the session protocol; {@code UNAUTHENTICATED} (close code 4006, HTTP 401, or no token
     *                where one is wanted), {@code REVOKED} (4008) or {@code FORBIDDEN} (HTTP 403)
     * @param message what was wrong
     */
    default void onRefused(String code, String message) {
    }
}
