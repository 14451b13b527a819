package io.tickwire.client;

/**
 * Where a subscriber stands in the stream: everything up to and with {@code sequence} was processed.
 *
 * @param epoch    16 hexadecimal digits; names the journal within which the sequence number means something
 * @param sequence 0 or more
 */
public record Position(String epoch, long sequence) {
    private static final int EPOCH_LENGTH = 16;

    /**
     * Check the parts.
     *
     * @throws IllegalArgumentException saying which part is wrong and what would be right
     */
    public Position {
        if (!isEpoch(epoch)) {
            throw new IllegalArgumentException("epoch must have 16 hexadecimal digits: '" + epoch + "'");
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("position must be 0 or more: " + sequence);
        }
    }

    private static boolean isEpoch(String text) {
        if (text == null || text.length() != EPOCH_LENGTH) {
            return false;
        }
        for (int i = 0; i < EPOCH_LENGTH; i++) {
            final char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }
}
