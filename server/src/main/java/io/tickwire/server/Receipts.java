package io.tickwire.server;

import io.aeron.driver.FlowControl;
import io.aeron.driver.UnicastFlowControl;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.StatusMessageFlyweight;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

import java.net.InetSocketAddress;

/**
 * What the server says it has taken of a publication, as its media driver's status messages tell. So a publisher knows
 * when the server was replaced by another run of it, and what was under way then. Aeron itself tells neither, if the
 * new one is there before the old one is missed.
 */
public final class Receipts {
    /** {@link #takenPosition}: nothing was ever taken. */
    public static final long NOTHING = -1;

    private static final int GAP_LIMIT = 64;

    /**
     * A part of the publication that a server that is gone did not say it took, and the next one did not get.
     *
     * @param fromPosition of the publication, exclusive
     * @param toPosition   of the publication, inclusive
     */
    public record Gap(long fromPosition, long toPosition) {
    }

    private final OneToOneConcurrentArrayQueue<Gap> gaps = new OneToOneConcurrentArrayQueue<>(GAP_LIMIT);
    /** Written by the media driver's sender, read by the publisher. */
    private volatile long takenPosition = NOTHING;
    /** Written by the media driver's sender, read by the publisher. */
    private volatile boolean isWhole;
    /** Written by the media driver's conductor, read by the publisher. */
    private volatile boolean isWatching;
    private long receiverId;

    /**
     * Up to where the server says it has taken the publication. It has often taken more: a quarter of its window, which
     * is 32 KiB by default, may be unsaid.
     *
     * @return a position, or {@link #NOTHING}
     */
    public long takenPosition() {
        return takenPosition;
    }

    /**
     * Whether the server's media driver has all of a publication that was closed.
     *
     * @return true once it has said so
     */
    public boolean isWhole() {
        return isWhole;
    }

    /**
     * The next gap. Publisher's thread.
     *
     * @return null if there is no more
     */
    public Gap pollGap() {
        return gaps.poll();
    }

    /** Media driver's sender. */
    void onTaken(long receiver, long position, boolean isEnd) {
        if (takenPosition != NOTHING && receiver != receiverId && position > takenPosition) {
            gaps.offer(new Gap(takenPosition, position));
        }
        if (receiver != receiverId || position > takenPosition) {
            receiverId = receiver;
            takenPosition = position;
        }
        isWhole |= isEnd;
    }

    /**
     * Whether anything can be known: with multicast or several destinations there is not one server that tells.
     *
     * @return true once the publication was added to one destination
     */
    public boolean isWatching() {
        return isWatching;
    }

    /** Flow control of a media driver with one publication. */
    FlowControl flowControl() {
        isWatching = true;
        return new Watching();
    }

    private final class Watching extends UnicastFlowControl {
        @Override
        public long onStatusMessage(StatusMessageFlyweight message, InetSocketAddress receiver, long senderLimit,
                                    int initialTermId, int positionBitsToShift, long timeNs) {
            onTaken(message.receiverId(), LogBufferDescriptor.computePosition(message.consumptionTermId(),
                message.consumptionTermOffset(), positionBitsToShift, initialTermId),
                (message.flags() & StatusMessageFlyweight.END_OF_STREAM_FLAG) != 0);
            return super.onStatusMessage(message, receiver, senderLimit, initialTermId, positionBitsToShift, timeNs);
        }
    }
}
