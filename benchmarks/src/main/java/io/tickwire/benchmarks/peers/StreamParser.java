package io.tickwire.benchmarks.peers;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;

/** A protocol that takes the WebSocket for a stream of bytes: its parts begin and end anywhere in a frame. */
abstract class StreamParser implements MessageParser {
    private final Remainder rest = new Remainder();

    private boolean isRestWanted;

    @Override
    public final void onFrame(int opcode, UnsafeBuffer buffer, int offset, int length, Found found)
        throws IOException {
        if (opcode <= BINARY) {
            append(buffer, offset, length, found);
        }
    }

    @Override
    public final boolean onHead(int opcode, UnsafeBuffer buffer, int offset, int length, Found found)
        throws IOException {
        isRestWanted = opcode <= BINARY;
        onFrame(opcode, buffer, offset, length, found);
        return true;
    }

    @Override
    public final void onRest(UnsafeBuffer buffer, int offset, int length, Found found) throws IOException {
        if (isRestWanted) {
            append(buffer, offset, length, found);
        }
    }

    private void append(UnsafeBuffer buffer, int offset, int length, Found found) throws IOException {
        if (rest.bytes() == 0) {
            final int taken = takeAll(buffer, offset, offset + length, found);
            rest.hold(buffer, taken, offset + length - taken);
        } else {
            rest.append(buffer, offset, length);
            final int taken = takeAll(rest.buffer(), 0, rest.bytes(), found);
            rest.hold(rest.buffer(), taken, rest.bytes() - taken);
        }
    }

    private int takeAll(UnsafeBuffer buffer, int offset, int end, Found found) throws IOException {
        int at = offset;
        int taken = take(buffer, at, end, found);
        while (taken > 0) {
            at += taken;
            taken = take(buffer, at, end, found);
        }
        return at;
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
    abstract int take(UnsafeBuffer buffer, int offset, int end, Found found) throws IOException;
}
