package io.tickwire.benchmarks.peers;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;

/** The client's side of the NATS protocol: lines, and after a line {@code MSG} its payload. */
final class NatsParser extends StreamParser {
    private static final int LINE_END_BYTES = 2;

    @Override
    int take(UnsafeBuffer buffer, int offset, int end, Found found) throws IOException {
        int lineEnd = offset;
        while (lineEnd < end && buffer.getByte(lineEnd) != '\n') {
            lineEnd++;
        }
        if (lineEnd == end) {
            return 0;
        }
        final int next = lineEnd + 1;
        final byte first = buffer.getByte(offset);
        if (first == '-') {
            throw new IOException("nats-server says: "
                + buffer.getStringWithoutLengthAscii(offset, next - offset).trim());
        }
        if (first != 'M') {
            return next - offset;
        }
        final int payloadBytes = lastNumber(buffer, lineEnd - 1);
        final int whole = next - offset + payloadBytes + LINE_END_BYTES;
        if (end - offset < whole) {
            return 0;
        }
        if (payloadBytes == Stamp.LENGTH) {
            found.onMessage(Stamp.sequence(buffer, next), Stamp.intendedNs(buffer, next));
        }
        return whole;
    }

    /** The number that ends before an offset. */
    private static int lastNumber(UnsafeBuffer buffer, int end) {
        int number = 0;
        int at = end - 1;
        for (int factor = 1; buffer.getByte(at) != ' '; factor *= 10) {
            number += factor * (buffer.getByte(at--) - '0');
        }
        return number;
    }
}
