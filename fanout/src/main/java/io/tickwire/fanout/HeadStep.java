package io.tickwire.fanout;

/**
 * Brings a subscriber exactly to the live pass's position, where its subscription may change. Fan-out thread only.
 */
final class HeadStep {
    private final Delivery delivery;
    private final PacedPass paced;
    private final FrameBuilder frame;

    HeadStep(Delivery delivery, PacedPass paced, FrameBuilder frame) {
        this.delivery = delivery;
        this.paced = paced;
        this.frame = frame;
    }

    /**
     * Send what is left up to the cursor, if that is possible at once.
     *
     * @param subscriber any
     * @param cursor     position of the live pass
     * @param nowNs      time of this duty cycle, ns since 1970
     * @return true if the subscriber's position is the cursor now
     */
    boolean bringToHead(Subscriber subscriber, long cursor, long nowNs) {
        final Group group = subscriber.group();
        if (group == null) {
            subscriber.position(cursor);
            return true;
        }
        if (subscriber.snapshot() != null || subscriber.position() > cursor || !delivery.isReady(subscriber)) {
            return false;
        }
        if (!group.isConflated() && subscriber.position() < group.through()) {
            return false;
        }
        if (group.isPaced()) {
            return paced.bringToHead(subscriber, cursor, nowNs);
        }
        if (subscriber.position() == cursor) {
            return true;
        }
        // Nothing that the group wants came after its last frame, so a frame without entries covers the rest.
        frame.begin(subscriber.position());
        return delivery.send(subscriber, frame, frame.finish(cursor, FrameFlag.LIVE, nowNs));
    }
}
