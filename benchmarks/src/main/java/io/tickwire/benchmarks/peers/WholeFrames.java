package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.load.RawWebSocket;
import org.agrona.DirectBuffer;

/** Each data frame is one message, with something before and after it that is always as long; others are passed over. */
final class WholeFrames implements MessageParser {
    private final int beforeBytes;
    private final int wholeBytes;

    /**
     * A parser.
     *
     * @param beforeBytes bytes before the message
     * @param afterBytes  bytes after it
     */
    WholeFrames(int beforeBytes, int afterBytes) {
        this.beforeBytes = beforeBytes;
        wholeBytes = beforeBytes + Stamp.LENGTH + afterBytes;
    }

    @Override
    public void onFrame(int opcode, DirectBuffer buffer, int offset, int length, Found found) {
        if (length == wholeBytes && opcode <= RawWebSocket.BINARY) {
            found.onMessage(Stamp.sequence(buffer, offset + beforeBytes), Stamp.intendedNs(buffer, offset + beforeBytes));
        }
    }
}
