package io.tickwire.gateway;

import io.tickwire.fanout.FrameEnvelope;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * WebSocket frame headers of a server: final, not masked, with the shortest length (RFC 6455 section 5.2). Each frame
 * also gets a number, in front of the header and not sent, by which it is known again though its buffer is reused. One
 * thread; numbers are unique within one of these.
 */
public final class WebSocketFraming implements FrameEnvelope {
    static final int LONG_HEADER = 10;
    private static final int FINAL = 0x80;
    private static final int DEFLATED = 0x40;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int LENGTH_LIMIT_7 = 125;
    private static final int LENGTH_LIMIT_16 = 0xFFFF;
    private static final int SHORT_HEADER = 2;
    private static final int MEDIUM_HEADER = 4;
    private static final int HEADROOM = Long.BYTES + LONG_HEADER;

    private long lastNumber;

    @Override
    public int headroomBytes() {
        return HEADROOM;
    }

    @Override
    public int putBefore(MutableDirectBuffer buffer, int frameOffset, int frameLength) {
        buffer.putLong(frameOffset - HEADROOM, ++lastNumber, ByteOrder.BIG_ENDIAN);
        final int start = frameOffset - headerLength(frameLength);
        buffer.putByte(start, (byte) (FINAL | BINARY));
        if (frameLength <= LENGTH_LIMIT_7) {
            buffer.putByte(start + 1, (byte) frameLength);
        } else if (frameLength <= LENGTH_LIMIT_16) {
            buffer.putByte(start + 1, (byte) LENGTH_16);
            buffer.putShort(start + 2, (short) frameLength, ByteOrder.BIG_ENDIAN);
        } else {
            buffer.putByte(start + 1, (byte) LENGTH_64);
            buffer.putLong(start + 2, frameLength, ByteOrder.BIG_ENDIAN);
        }
        return start;
    }

    /** The number of a frame with this envelope, 1 or more. */
    static long frameNumber(ByteBuffer frame) {
        return frame.getLong(payloadStart(frame) - HEADROOM);
    }

    /** Where the payload of a server's frame starts. */
    static int payloadStart(ByteBuffer frame) {
        final int length = frame.get(frame.position() + 1);
        return frame.position()
            + (length <= LENGTH_LIMIT_7 ? SHORT_HEADER : length == LENGTH_16 ? MEDIUM_HEADER : LONG_HEADER);
    }

    /**
     * Make a compressed payload a frame.
     *
     * @param frame room for the longest header, then the payload; the position is set to where the header begins
     */
    static void putDeflatedHeader(ByteBuffer frame) {
        final int length = frame.limit() - LONG_HEADER;
        final int start = LONG_HEADER - headerLength(length);
        putHeader(frame.position(start), FINAL | DEFLATED | BINARY, length);
        frame.position(start);
    }

    /** A ping without payload. */
    static ByteBuffer ping() {
        return ByteBuffer.wrap(new byte[]{(byte) (FINAL | PING), 0});
    }

    /** A close frame with a code and a reason (RFC 6455 section 5.5.1); the reason is cut to what fits. */
    static ByteBuffer close(CloseCode code, String reason) {
        return close(code.code(), reason);
    }

    /** The answer to a client's close frame: its code, or none. */
    static ByteBuffer closeAnswer(int clientCode) {
        return clientCode == 0 ? ByteBuffer.wrap(new byte[]{(byte) (FINAL | CLOSE), 0}) : close(clientCode, "");
    }

    private static ByteBuffer close(int code, String reason) {
        final byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        final int length = Math.min(text.length, LENGTH_LIMIT_7 - Short.BYTES);
        return ByteBuffer.allocate(SHORT_HEADER + Short.BYTES + length).put((byte) (FINAL | CLOSE))
            .put((byte) (Short.BYTES + length)).putShort((short) code).put(text, 0, length).flip();
    }

    /** The code in a close frame of ours. */
    static int closeCode(ByteBuffer frame) {
        return frame.remaining() < SHORT_HEADER + Short.BYTES ? CloseCode.NO_STATUS
            : frame.getShort(frame.position() + SHORT_HEADER) & 0xFFFF;
    }

    /** Whether this is a close frame, from its first byte on. */
    static boolean isClose(ByteBuffer frame) {
        return frame.hasRemaining() && frame.get(frame.position()) == (byte) (FINAL | CLOSE);
    }

    /** A whole text message. */
    static ByteBuffer text(byte[] utf8, int length) {
        return message(TEXT, utf8, length);
    }

    /** A whole message. */
    static ByteBuffer message(int opcode, byte[] payload, int length) {
        final ByteBuffer message = ByteBuffer.allocate(headerLength(length) + length);
        putHeader(message, FINAL | opcode, length);
        return message.put(payload, 0, length).flip();
    }

    private static void putHeader(ByteBuffer frame, int first, int length) {
        frame.put((byte) first);
        if (length <= LENGTH_LIMIT_7) {
            frame.put((byte) length);
        } else if (length <= LENGTH_LIMIT_16) {
            frame.put((byte) LENGTH_16).putShort((short) length);
        } else {
            frame.put((byte) LENGTH_64).putLong(length);
        }
    }

    /** Where the payload of a whole frame of ours begins, from the frame's first byte on. */
    static int headerLength(ByteBuffer frame) {
        final int shortLength = frame.get(frame.position() + 1);
        return shortLength < LENGTH_16 ? SHORT_HEADER : shortLength == LENGTH_16 ? MEDIUM_HEADER : LONG_HEADER;
    }

    private static int headerLength(int length) {
        return length <= LENGTH_LIMIT_7 ? SHORT_HEADER : length <= LENGTH_LIMIT_16 ? MEDIUM_HEADER : LONG_HEADER;
    }
}
