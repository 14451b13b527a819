package io.tickwire.client;

/**
 * Where a subscriber stood, exact to one tick although positions are given out per frame.
 *
 * @param position     the end of the last frame that was processed whole
 * @param delivered    ticks after it that were processed too, 0 or more; a replay brings them again, in the same order
 * @param subscription what was subscribed; {@code delivered} means something only for the same
 */
public record SavedPosition(Position position, long delivered, String subscription) {
    /**
     * Check the parts.
     *
     * @throws IllegalArgumentException if delivered is negative or the subscription has a line break
     */
    public SavedPosition {
        if (delivered < 0) {
            throw new IllegalArgumentException("delivered must be 0 or more: " + delivered);
        }
        if (subscription.indexOf('\n') >= 0 || !subscription.equals(subscription.strip())) {
            throw new IllegalArgumentException("a subscription is one line without blanks around it: '"
                + subscription + "'");
        }
    }
}
