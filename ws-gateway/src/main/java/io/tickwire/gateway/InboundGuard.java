package io.tickwire.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Looks at a client's frames (RFC 6455 section 5) before the library does, which lets through frames without mask and
 * messages of endless fragments, and breaks at some close frames. Only frames that are in order pass, up to a close
 * frame. One thread.
 */
final class InboundGuard {
    /** So many bytes of the limit allow for one fragment more, so that small ones do not cost more than large ones. */
    private static final int FRAGMENT_BYTES = 64;
    private static final int CONTROL_LIMIT_BYTES = 125;
    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int DEFLATED = 0x40;
    private static final int MASKED = 0x80;
    private static final int CONTINUATION = 0;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PONG = 10;
    private static final int LENGTH_16 = 126;
    private static final int MASK_BYTES = 4;
    private static final int LONGEST_HEADER = 14;

    private MessageLimit limit;
    private int fragmentLimit;
    private final byte[] header = new byte[LONGEST_HEADER];
    private final byte[] closing = new byte[CONTROL_LIMIT_BYTES];
    private int headerLength;
    private int headerNeeded = 2;
    private int payloadLength;
    private int payloadRead;
    private boolean isDeflateAllowed;
    private boolean isInMessage;
    private int messageBytes;
    private int messageFragments;
    /** Whether a message or a control frame has ended since {@link #takeMessage}. */
    private boolean isMessageWhole;
    private boolean isEnded;
    private int clientCode;
    private CloseCode violation;
    private String reason;

    /** Guards against messages above a limit. */
    InboundGuard(MessageLimit limit) {
        limit(limit);
    }

    /** From the next message on this is the limit. */
    void limit(MessageLimit newLimit) {
        limit = newLimit;
        fragmentLimit = Math.max(1, newLimit.bytes() / FRAGMENT_BYTES);
    }

    /** From now on messages may be compressed; their size is that of what is sent. */
    void allowDeflated() {
        isDeflateAllowed = true;
    }

    /** With which code the connection must be closed, or null. */
    CloseCode violation() {
        return violation;
    }

    /** Whether the client has closed in order. */
    boolean isClosedByClient() {
        return isEnded && violation == null;
    }

    /** The code with which the client has closed; 0 if it gave none. */
    int clientCode() {
        return clientCode;
    }

    /** Whether a message or a control frame was whole since the last call; {@link #admit} stops behind each. */
    boolean takeMessage() {
        final boolean isWhole = isMessageWhole;
        isMessageWhole = false;
        return isWhole;
    }

    /** What the client did wrong; at most 100 bytes. */
    String reason() {
        return reason;
    }

    /**
     * Look at what came, up to the end of a frame: the library forgets the frames before one that it can't take.
     *
     * @param bytes what was read; left as it is
     * @return how many of them the library may see, from the position on
     */
    int admit(ByteBuffer bytes) {
        final int start = bytes.position();
        int index = start;
        boolean isFrameEnd = false;
        while (index < bytes.limit() && !isEnded && !isFrameEnd) {
            if (headerLength < headerNeeded) {
                header[headerLength++] = bytes.get(index++);
                if (headerLength == 2) {
                    onStart(header[0], header[1]);
                }
                // Before the mask comes, since the library judges the length then, too, and with other codes.
                if (!isEnded && headerLength == headerNeeded - MASK_BYTES) {
                    onLength();
                }
            } else {
                final int count = Math.min(payloadLength - payloadRead, bytes.limit() - index);
                if (opcode() == CLOSE) {
                    bytes.get(index, closing, payloadRead, count);
                }
                payloadRead += count;
                index += count;
            }
            if (!isEnded && headerLength == headerNeeded && payloadRead == payloadLength) {
                onFrameEnd();
                isFrameEnd = true;
            }
        }
        return isEnded ? 0 : index - start;
    }

    private int opcode() {
        return header[0] & 0x0F;
    }

    private boolean isFinal() {
        return (header[0] & FINAL) != 0;
    }

    private boolean isControl() {
        return opcode() >= CLOSE;
    }

    private void onStart(int first, int second) {
        final int shortLength = second & ~MASKED & 0xFF;
        if (!isDeflateAllowed && (first & RESERVED) != 0) {
            violated(CloseCode.PROTOCOL_ERROR, "a reserved bit is set; no extension was agreed");
        } else if ((first & RESERVED & ~DEFLATED) != 0) {
            violated(CloseCode.PROTOCOL_ERROR, "only RSV1 may be set; it says that a message is compressed");
        } else if ((first & DEFLATED) != 0 && (isControl() || opcode() == CONTINUATION)) {
            violated(CloseCode.PROTOCOL_ERROR, "RSV1 belongs to the first frame of a text or binary message");
        } else if (opcode() > BINARY && opcode() < CLOSE || opcode() > PONG) {
            violated(CloseCode.PROTOCOL_ERROR, "opcode " + opcode() + " is not defined");
        } else if ((second & MASKED) == 0) {
            violated(CloseCode.PROTOCOL_ERROR, "a client must mask its frames");
        } else if (isControl() && shortLength > CONTROL_LIMIT_BYTES) {
            violated(CloseCode.PROTOCOL_ERROR, "a control frame has at most 125 bytes");
        } else if (isControl() && !isFinal()) {
            violated(CloseCode.PROTOCOL_ERROR, "a control frame must not be fragmented");
        } else if (opcode() == CONTINUATION && !isInMessage) {
            violated(CloseCode.PROTOCOL_ERROR, "a continuation without a message that it continues");
        } else if (opcode() != CONTINUATION && !isControl() && isInMessage) {
            violated(CloseCode.PROTOCOL_ERROR, "a new message before the last one was whole");
        } else {
            headerNeeded = 2 + MASK_BYTES + (shortLength < LENGTH_16 ? 0 : shortLength == LENGTH_16 ? 2 : 8);
            payloadLength = shortLength;
            payloadRead = 0;
        }
    }

    private void onLength() {
        final ByteBuffer rest = ByteBuffer.wrap(header, 2, LONGEST_HEADER - 2);
        final long length = payloadLength < LENGTH_16 ? payloadLength
            : payloadLength == LENGTH_16 ? rest.getShort() & 0xFFFF : rest.getLong();
        if (length < 0 || payloadLength == LENGTH_16 && length < LENGTH_16
            || payloadLength > LENGTH_16 && length <= 0xFFFF) {
            violated(CloseCode.PROTOCOL_ERROR, "the length of a frame must be in its shortest form");
        } else if (!isControl() && length > limit.bytes() - messageBytes) {
            violated(CloseCode.MESSAGE_TOO_BIG, limit.reason());
        } else if (!isControl() && messageFragments == fragmentLimit) {
            violated(CloseCode.MESSAGE_TOO_BIG, "a message has at most " + fragmentLimit + " fragments");
        } else {
            payloadLength = (int) length;
        }
    }

    private void onFrameEnd() {
        isMessageWhole |= isFinal();
        if (opcode() == CLOSE) {
            onClose();
        } else if (!isControl()) {
            isInMessage = !isFinal();
            messageBytes = isInMessage ? messageBytes + payloadLength : 0;
            messageFragments = isInMessage ? messageFragments + 1 : 0;
        }
        headerLength = 0;
        headerNeeded = 2;
    }

    private void onClose() {
        isEnded = true;
        if (payloadLength == 0) {
            return;
        }
        for (int i = 0; i < payloadLength; i++) {
            closing[i] ^= header[2 + i % MASK_BYTES];
        }
        final int code = payloadLength == 1 ? 0 : (closing[0] & 0xFF) << 8 | closing[1] & 0xFF;
        if (!isCodeAllowed(code)) {
            violated(CloseCode.PROTOCOL_ERROR, "a close frame must be empty or begin with a code that may be sent");
            return;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(closing, 2, payloadLength - 2));
        } catch (final CharacterCodingException e) {
            violated(CloseCode.BAD_TEXT, "the reason in a close frame is not UTF-8");
        }
        clientCode = code;
    }

    /** RFC 6455 section 7.4 and the registry it founded. */
    private static boolean isCodeAllowed(int code) {
        return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006
            || code >= 3000 && code <= 4999;
    }

    private void violated(CloseCode code, String text) {
        isEnded = true;
        violation = code;
        reason = text;
    }
}
