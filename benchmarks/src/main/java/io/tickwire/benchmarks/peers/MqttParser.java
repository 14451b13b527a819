package io.tickwire.benchmarks.peers;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.ByteOrder;

/** The client's side of MQTT 3.1.1, QoS 0. */
final class MqttParser extends StreamParser {
    private static final int CONNACK = 2;
    private static final int PUBLISH = 3;
    private static final int LENGTH_BYTES_LIMIT = 4;

    @Override
    int take(UnsafeBuffer buffer, int offset, int end, Found found) throws IOException {
        int at = offset + 1;
        int remaining = 0;
        boolean isWhole = false;
        for (int i = 0; i < LENGTH_BYTES_LIMIT && at < end && !isWhole; i++) {
            final byte digit = buffer.getByte(at++);
            remaining |= (digit & 0x7F) << 7 * i;
            isWhole = digit >= 0;
        }
        if (!isWhole || end - at < remaining) {
            return 0;
        }
        final int type = (buffer.getByte(offset) & 0xFF) >> 4;
        if (type == CONNACK && buffer.getByte(at + 1) != 0) {
            throw new IOException("mosquitto refuses the connection: return code " + buffer.getByte(at + 1));
        }
        if (type == PUBLISH) {
            final int payload = at + Short.BYTES + buffer.getShort(at, ByteOrder.BIG_ENDIAN);
            if (at + remaining - payload == Stamp.LENGTH) {
                found.onMessage(Stamp.sequence(buffer, payload), Stamp.intendedNs(buffer, payload));
            }
        }
        return at + remaining - offset;
    }
}
