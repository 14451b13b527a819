package io.tickwire.gateway;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
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
        for (int i = 0; i < start; i++) {
            assertEquals(0, buffer.getByte(i), "byte " + i + " is not the header's");
        }
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
