package io.tickwire.gateway.deflate;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates whole messages (RFC 7692 section 7.2.2), and never holds more than the limit and one byte of what comes out.
 * Each message stands for itself. One thread.
 */
public final class MessageInflater implements AutoCloseable {
    /** The message inflates to more than the limit. */
    public static final int TOO_LONG = -1;
    /** The message is not deflated data, or not the whole of it. */
    public static final int BROKEN = -2;

    /**
     * What the sender has taken off, and a last block of nothing. Only if the message was whole does the inflater
     * finish with the last byte of it.
     */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF, 1, 0, 0, (byte) 0xFF, (byte) 0xFF};
    /** Each costs as much as many bytes of others. */
    private static final int FINAL_BLOCK_LIMIT = 256;

    private final Inflater inflater = new Inflater(true);
    private final byte[] output;

    /**
     * Make an inflater.
     *
     * @param limitBytes most bytes of any inflated message, 1 or more
     */
    public MessageInflater(int limitBytes) {
        this.output = new byte[limitBytes + 1];
    }

    /**
     * Inflate a message.
     *
     * @param data       the payload of its frames, without mask
     * @param length     bytes of it
     * @param limitBytes most bytes of this message, at most those of any
     * @return how many bytes of {@link #output} it has become, or {@link #TOO_LONG}, or {@link #BROKEN}
     */
    public int inflate(byte[] data, int length, int limitBytes) {
        if (length == 0) {
            // Some deflate nothing to nothing.
            return 0;
        }
        inflater.reset();
        inflater.setInput(data, 0, length);
        try {
            return inflateAll(data, length, limitBytes);
        } catch (final DataFormatException e) {
            return BROKEN;
        }
    }

    private int inflateAll(byte[] data, int length, int limitBytes) throws DataFormatException {
        boolean isTail = false;
        int finalBlocks = 0;
        int total = 0;
        while (true) {
            final int count = inflater.inflate(output, total, limitBytes + 1 - total);
            total += count;
            if (total > limitBytes) {
                return TOO_LONG;
            }
            final int rest = inflater.getRemaining();
            if (inflater.finished()) {
                // A final block ends no message (section 7.2.3.4); let by one without the byte that should follow.
                if (rest == 0) {
                    return total;
                }
                if (isTail || ++finalBlocks > FINAL_BLOCK_LIMIT) {
                    return BROKEN;
                }
                inflater.reset();
                inflater.setInput(data, length - rest, rest);
            } else if (count == 0) {
                if (isTail) {
                    return BROKEN;
                }
                isTail = true;
                inflater.setInput(TAIL);
            }
        }
    }

    /**
     * What came out; only until the next message.
     *
     * @return the bytes, from index 0
     */
    public byte[] output() {
        return output;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
