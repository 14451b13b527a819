package io.tickwire.gateway;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(10)
final class WebSocketFramingTest {
    @ParameterizedTest
    @CsvSource({"0,8200", "1,8201", "125,827d", "126,827e007e", "65535,827effff",
        "65536,827f0000000000010000", "70000,827f0000000000011170"})
    void shouldPutTheShortestHeaderRightBeforeAFrame(int length, String header) {
        final WebSocketFraming framing = new WebSocketFraming();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[framing.headroomBytes() + length]);
        final int start = framing.putBefore(buffer, framing.headroomBytes(), length);
        final byte[] written = new byte[framing.headroomBytes() - start];
        buffer.getBytes(start, written);
        assertEquals(header, HexFormat.of().formatHex(written));
        assertEquals(1, buffer.getLong(0, ByteOrder.BIG_ENDIAN), "the number");
        for (int i = Long.BYTES; i < start; i++) {
            assertEquals(0, buffer.getByte(i), "byte " + i + " is not the header's");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
    void shouldNumberFramesAndFindTheirPayload(int length) {
        final WebSocketFraming framing = new WebSocketFraming();
        final ByteBuffer frame = ByteBuffer.allocate(5 + framing.headroomBytes() + length);
        final int payloadStart = 5 + framing.headroomBytes();
        for (int number = 1; number <= 3; number++) {
            frame.position(framing.putBefore(new UnsafeBuffer(frame), payloadStart, length));
            assertEquals(number, WebSocketFraming.frameNumber(frame));
            assertEquals(payloadStart, WebSocketFraming.payloadStart(frame));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,c200", "125,c27d", "126,c27e007e", "65536,c27f0000000000010000"})
    void shouldMakeACompressedPayloadAFrame(int length, String header) {
        final ByteBuffer frame = ByteBuffer.allocate(WebSocketFraming.LONG_HEADER + length + 3);
        frame.limit(WebSocketFraming.LONG_HEADER + length);
        WebSocketFraming.putDeflatedHeader(frame);
        assertEquals(header.length() / 2 + length, frame.remaining());
        final byte[] start = new byte[header.length() / 2];
        frame.get(start);
        assertEquals(header, HexFormat.of().formatHex(start));
    }

    @ParameterizedTest
    @CsvSource({"0,8100", "125,817d", "126,817e007e", "65535,817effff", "65536,817f0000000000010000"})
    void shouldMakeAWholeTextMessage(int length, String header) {
        final byte[] text = new byte[length + 3];
        Arrays.fill(text, (byte) 'x');
        final ByteBuffer message = WebSocketFraming.text(text, length);
        final byte[] start = new byte[header.length() / 2];
        message.get(start);
        assertEquals(header, HexFormat.of().formatHex(start));
        final byte[] rest = new byte[message.remaining()];
        message.get(rest);
        assertArrayEquals(Arrays.copyOf(text, length), rest);
    }
}
