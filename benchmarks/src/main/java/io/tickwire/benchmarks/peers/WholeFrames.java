package io.tickwire.benchmarks.peers;

import org.agrona.concurrent.UnsafeBuffer;

/** Each data frame is one message, with something always as long before and after it; others are passed over. */
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
    public void onFrame(int opcode, UnsafeBuffer buffer, int offset, int length, Found found) {
        if (length == wholeBytes && opcode <= BINARY) {
            final int message = offset + beforeBytes;
            found.onMessage(Stamp.sequence(buffer, message), Stamp.intendedNs(buffer, message));
        }
    }

    /** A frame whose head is longer than any message is none. */
    @Override
    public boolean onHead(int opcode, UnsafeBuffer buffer, int offset, int length, Found found) {
        return true;
    }
}
