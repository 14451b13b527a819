package io.tickwire.benchmarks.load;

import io.tickwire.core.stream.FrameHeaderDecoder;
import io.tickwire.core.stream.MessageHeaderDecoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One of many subscribers. Of a frame it looks at the header only: how many entries there are and what they cover.
 * Reading thread only.
 */
final class CrowdClient extends RawWebSocket {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int SNAPSHOT = 1;
    private static final int LONGEST_OP = 20;
    private static final byte[] NOTHING = {};

    private final CrowdReader reader;
    private final int index;
    private final String request;
    private long through = -1;
    private long frameThrough;
    private long frameTimeNs;
    private int frameTicks;

    /**
     * Ask for the handshake.
     *
     * @param channel connected and blocking
     * @param reader  of its thread
     * @param index   among the clients of the reader
     * @param request what it sends first
     */
    CrowdClient(SocketChannel channel, CrowdReader reader, int index, String request) throws IOException {
        super(channel, "/", "tickwire.v1", reader.input().share());
        this.reader = reader;
        this.index = index;
        this.request = request;
    }

    @Override
    protected void onOpen() throws IOException {
        reader.onOpen();
        send(TEXT, request.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void onMessage(int opcode, UnsafeBuffer buffer, int offset, int length) throws IOException {
        if (opcode == BINARY) {
            onFrameHeader(buffer, offset);
            onFrame();
        } else if (opcode == TEXT) {
            onText(op(buffer, offset, length), buffer, offset, length);
        } else if (opcode == PING) {
            send(PONG, NOTHING);
        } else if (opcode == CLOSE) {
            final int code = length < 2 ? 0 : buffer.getShort(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF;
            reader.onGoodbye(code, length < 2 ? "" : buffer.getStringWithoutLengthUtf8(offset + 2, length - 2));
            close();
        }
    }

    @Override
    protected boolean onHead(int opcode, UnsafeBuffer buffer, int offset, int length) throws IOException {
        if (opcode == BINARY) {
            onFrameHeader(buffer, offset);
            return true;
        }
        return false;
    }

    @Override
    protected void onTail() throws IOException {
        onFrame();
    }

    private void onFrameHeader(UnsafeBuffer buffer, int offset) throws IOException {
        final int at = offset + HEADER;
        final long from = buffer.getLong(at + FrameHeaderDecoder.fromEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        if (through >= 0 && from != through) {
            throw new IOException("gap: after " + through + " came a frame from " + from);
        }
        frameThrough = buffer.getLong(at + FrameHeaderDecoder.throughEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        frameTimeNs = buffer.getLong(at + FrameHeaderDecoder.baseTimeEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        final boolean isSnapshot = (buffer.getByte(at + FrameHeaderDecoder.flagsEncodingOffset()) & SNAPSHOT) != 0;
        frameTicks = isSnapshot ? 0
            : buffer.getShort(at + FrameHeaderDecoder.entryCountEncodingOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private void onFrame() {
        through = frameThrough;
        reader.onFrame(index, through, frameTicks, frameTimeNs);
    }

    private static String op(UnsafeBuffer buffer, int offset, int length) {
        final String head = buffer.getStringWithoutLengthAscii(offset, Math.min(length, LONGEST_OP));
        final String[] parts = head.split("\"", -1);
        return parts.length > 3 ? parts[3] : "";
    }

    private void onText(String op, UnsafeBuffer buffer, int offset, int length) throws IOException {
        switch (op) {
            case "subscribed" -> reader.onSubscribed(index);
            case "slow" -> reader.onSlow();
            case "error", "gap", "reset" ->
                throw new IOException("the server said " + buffer.getStringWithoutLengthUtf8(offset, length));
            default -> {
                // Nothing that is measured.
            }
        }
    }
}
