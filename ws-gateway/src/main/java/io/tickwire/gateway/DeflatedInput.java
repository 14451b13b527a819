package io.tickwire.gateway;

import io.tickwire.gateway.deflate.MessageInflater;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Turns a client's compressed messages into plain ones, and lets everything else by: control frames between the
 * fragments of a message too. It gets only what {@link InboundGuard} found in order. Reader thread only.
 */
final class DeflatedInput {
    /** Where it goes. */
    interface Output {
        /** Frames without compression. */
        void onPlain(ByteBuffer bytes);

        /** A compressed message for which the connection must be closed. */
        void onViolation(CloseCode code, String reason);
    }

    private static final int FINAL = 0x80;
    private static final int DEFLATED = 0x40;
    private static final int OPCODE = 0x0F;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_16 = 126;
    private static final int MASK_BYTES = 4;
    private static final int LONGEST_HEADER = 14;
    private static final int INITIAL_BYTES = 256;
    private static final byte[] NOTHING = new byte[0];

    private final MessageInflater inflater;
    private final Output output;
    private final ByteBuffer header = ByteBuffer.allocate(LONGEST_HEADER);
    private int headerLength = 2;
    private int payloadLength;
    private int payloadRead;
    /** Whether the frame belongs to a compressed message. */
    private boolean isDeflated;
    /** Whether a compressed message is not whole yet. */
    private boolean isInMessage;
    private int opcode;
    private byte[] message = NOTHING;
    private int messageLength;
    private MessageLimit limit;
    private boolean isEnded;

    DeflatedInput(MessageInflater inflater, MessageLimit limit, Output output) {
        this.inflater = inflater;
        this.limit = limit;
        this.output = output;
    }

    /** From the next message on this is the limit, at most that of the inflater. */
    void limit(MessageLimit newLimit) {
        limit = newLimit;
    }

    /** Take frames, or parts of them. */
    void decode(ByteBuffer bytes) {
        int plainStart = bytes.position();
        while (bytes.hasRemaining() && !isEnded) {
            if (header.position() == 0) {
                onFirst(bytes.get(bytes.position()));
                if (isDeflated) {
                    letBy(bytes, plainStart);
                }
            }
            if (header.position() < headerLength) {
                onHeader(bytes.get());
            } else {
                onPayload(bytes, Math.min(payloadLength - payloadRead, bytes.remaining()));
            }
            if (isDeflated) {
                plainStart = bytes.position();
            }
            if (header.position() == headerLength && payloadRead == payloadLength) {
                onFrameEnd();
            }
        }
        if (!isEnded) {
            letBy(bytes, plainStart);
        }
    }

    private void letBy(ByteBuffer bytes, int start) {
        if (bytes.position() > start) {
            output.onPlain(bytes.slice(start, bytes.position() - start));
        }
    }

    private void onFirst(int first) {
        isDeflated = (first & DEFLATED) != 0 || (first & OPCODE) == 0 && isInMessage;
        if ((first & DEFLATED) != 0) {
            opcode = first & OPCODE;
        }
    }

    private void onHeader(byte next) {
        header.put(next);
        if (header.position() == 2) {
            payloadLength = next & LENGTH;
            payloadRead = 0;
            headerLength = 2 + MASK_BYTES + (payloadLength < LENGTH_16 ? 0 : payloadLength == LENGTH_16 ? 2 : 8);
        } else if (header.position() == headerLength && payloadLength >= LENGTH_16) {
            payloadLength = payloadLength == LENGTH_16 ? header.getShort(2) & 0xFFFF : (int) header.getLong(2);
        }
    }

    private void onPayload(ByteBuffer bytes, int count) {
        if (isDeflated) {
            if (messageLength + count > message.length) {
                message = Arrays.copyOf(message,
                    Math.min(limit.bytes(), Math.max(INITIAL_BYTES, 2 * (messageLength + count))));
            }
            bytes.get(message, messageLength, count);
            final int mask = headerLength - MASK_BYTES;
            for (int i = 0; i < count; i++) {
                message[messageLength + i] ^= header.get(mask + (payloadRead + i) % MASK_BYTES);
            }
            messageLength += count;
        } else {
            bytes.position(bytes.position() + count);
        }
        payloadRead += count;
    }

    private void onFrameEnd() {
        final boolean isFinal = (header.get(0) & FINAL) != 0;
        header.clear();
        headerLength = 2;
        if (isDeflated) {
            isInMessage = !isFinal;
            if (isFinal) {
                onMessage();
            }
        }
    }

    private void onMessage() {
        final int length = inflater.inflate(message, messageLength, limit.bytes());
        message = NOTHING;
        messageLength = 0;
        if (length >= 0) {
            output.onPlain(WebSocketFraming.message(opcode, inflater.output(), length));
            return;
        }
        isEnded = true;
        if (length == MessageInflater.TOO_LONG) {
            output.onViolation(CloseCode.MESSAGE_TOO_BIG, limit.reasonInflated());
        } else {
            output.onViolation(CloseCode.BAD_TEXT,
                "a compressed message can't be inflated; deflate it whole, and take off the last 4 bytes");
        }
    }
}
