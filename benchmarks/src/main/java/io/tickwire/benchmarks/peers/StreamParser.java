package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.load.RawWebSocket;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

import java.io.IOException;

/** A protocol that takes the WebSocket for a stream of bytes: its parts begin and end anywhere in a frame. */
abstract class StreamParser implements MessageParser {
    private final ExpandableArrayBuffer rest = new ExpandableArrayBuffer();
    private int restBytes;

    @Override
    public final void onFrame(int opcode, DirectBuffer buffer, int offset, int length, Found found)
        throws IOException {
        if (opcode > RawWebSocket.BINARY) {
            return;
        }
        if (restBytes == 0) {
            keep(buffer, takeAll(buffer, offset, offset + length, found), offset + length);
        } else {
            rest.putBytes(restBytes, buffer, offset, length);
            final int end = restBytes + length;
            keep(rest, takeAll(rest, 0, end, found), end);
        }
    }

    private int takeAll(DirectBuffer buffer, int offset, int end, Found found) throws IOException {
        int at = offset;
        int taken = take(buffer, at, end, found);
        while (taken > 0) {
            at += taken;
            taken = at < end ? take(buffer, at, end, found) : 0;
        }
        return at;
    }

    private void keep(DirectBuffer buffer, int from, int end) {
        restBytes = end - from;
        rest.putBytes(0, buffer, from, restBytes);
    }

    /**
     * Take one part of the protocol.
     *
     * @param buffer holds it
     * @param offset where it begins
     * @param end    where the bytes that have come end
     * @param found  gets the message, if it is one
     * @return bytes of the part, or 0 if it has not come whole
     * @throws IOException if the server refuses something
     */
    abstract int take(DirectBuffer buffer, int offset, int end, Found found) throws IOException;
}
