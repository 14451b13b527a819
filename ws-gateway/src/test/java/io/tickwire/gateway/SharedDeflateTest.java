package io.tickwire.gateway;

import com.sun.management.ThreadMXBean;
import io.tickwire.config.DeflateConfig;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
final class SharedDeflateTest {
    private static final int PASSES = 3;
    private static final int THRESHOLD = 200;
    private static final int LONGEST = 100_000;
    /** What is taken off, and a last block of nothing. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF, 1, 0, 0, (byte) 0xFF, (byte) 0xFF};

    private final AtomicCounter frames = new AtomicCounter(new UnsafeBuffer(new byte[128]), 0);
    private final SharedDeflate deflate = new SharedDeflate(new DeflateConfig(true, THRESHOLD), frames);
    private final WebSocketFraming framing = new WebSocketFraming();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(framing.headroomBytes() + LONGEST);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final Random random = new Random(1);

    @AfterEach
    void close() {
        deflate.close();
    }

    /** A new frame in the same buffer, as a frame builder makes it. */
    private ByteBuffer frame(byte... payload) {
        final int start = framing.headroomBytes();
        buffer.putBytes(start, payload);
        return bytes.limit(start + payload.length).position(framing.putBefore(buffer, start, payload.length));
    }

    private static byte[] payload(int length, int fill) {
        final byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (i % 7 == 0 ? i * fill : fill);
        }
        return payload;
    }

    private static byte[] inflated(ByteBuffer frame) throws DataFormatException {
        assertEquals((byte) 0xC2, frame.get(frame.position()), "final, compressed, binary");
        final int start = WebSocketFraming.payloadStart(frame);
        final int length = frame.limit() - start;
        final int length7 = frame.get(frame.position() + 1);
        assertEquals(length, length7 < 126 ? length7
            : length7 == 126 ? frame.getShort(frame.position() + 2) & 0xFFFF : frame.getLong(frame.position() + 2));
        final byte[] data = new byte[length + TAIL.length];
        frame.get(start, data, 0, length);
        System.arraycopy(TAIL, 0, data, length, TAIL.length);
        final Inflater inflater = new Inflater(true);
        inflater.setInput(data);
        final byte[] plain = new byte[LONGEST + 1];
        int total = 0;
        for (int count = inflater.inflate(plain, 0, plain.length); count > 0;
             count = inflater.inflate(plain, total, plain.length - total)) {
            total += count;
        }
        assertTrue(inflater.finished() && inflater.getRemaining() == 0, "whole blocks, with the tail taken off");
        inflater.end();
        return Arrays.copyOf(plain, total);
    }

    @Test
    void shouldCompressAFrameOnceForAll() throws DataFormatException {
        for (int i = 1; i <= 50; i++) {
            final byte[] payload = payload(THRESHOLD + i * i * 30, i);
            final ByteBuffer frame = frame(payload);
            final int position = frame.position();
            for (int subscriber = 0; subscriber < 100; subscriber++) {
                final ByteBuffer sent = deflate.smallest(frame);
                assertTrue(sent.remaining() < frame.remaining() / 2, "compressed");
                if (subscriber % 33 == 0) {
                    assertArrayEquals(payload, inflated(sent));
                }
            }
            assertEquals(position, frame.position());
            assertEquals(framing.headroomBytes() + payload.length, frame.limit());
            assertEquals(i, frames.get(), "compressed once each");
        }
    }

    @Test
    void shouldKnowAFrameFromTheNextInTheSameBuffer() throws DataFormatException {
        assertArrayEquals(payload(1_000, 1), inflated(deflate.smallest(frame(payload(1_000, 1)))));
        assertArrayEquals(payload(1_000, 2), inflated(deflate.smallest(frame(payload(1_000, 2)))));
        assertEquals(2, frames.get());
    }

    @Test
    void shouldSendSmallFramesAsTheyAre() {
        assertSame(bytes, deflate.smallest(frame(payload(THRESHOLD - 1, 1))));
        assertEquals(0, frames.get());
        assertNotSame(bytes, deflate.smallest(frame(payload(THRESHOLD, 1))));
    }

    @Test
    void shouldSendWhatDoesNotGetSmallerAsItIs() {
        for (int length = THRESHOLD; length < LONGEST; length *= 2) {
            final byte[] payload = new byte[length];
            random.nextBytes(payload);
            final ByteBuffer frame = frame(payload);
            assertSame(frame, deflate.smallest(frame));
            assertSame(frame, deflate.smallest(frame));
        }
        assertEquals(9, frames.get());
    }

    @Test
    void shouldNeverSendMoreThanTheFrame() throws DataFormatException {
        for (int i = 0; i < 2_000; i++) {
            final byte[] payload = new byte[THRESHOLD + random.nextInt(300)];
            final int alphabet = 1 + random.nextInt(256);
            for (int j = 0; j < payload.length; j++) {
                payload[j] = (byte) random.nextInt(alphabet);
            }
            final ByteBuffer frame = frame(payload);
            final ByteBuffer sent = deflate.smallest(frame);
            assertTrue(sent.remaining() <= frame.remaining(), "sends " + sent.remaining());
            if (sent != frame) {
                assertArrayEquals(payload, inflated(sent));
            }
        }
    }

    @Test
    void shouldAllocateNothingOnceWarm() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertTrue(threads.isThreadAllocatedMemoryEnabled(), "this JVM must be able to count allocations");
        final byte[] payload = payload(5_000, 3);
        pass(payload);
        threads.getCurrentThreadAllocatedBytes();
        // What a pass allocates, each pass allocates; a new compilation may do so once.
        long leastBytes = Long.MAX_VALUE;
        for (int i = 0; i < PASSES; i++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            pass(payload);
            leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, leastBytes, "bytes allocated");
    }

    private void pass(byte[] payload) {
        for (int i = 0; i < 20_000; i++) {
            deflate.smallest(frame(payload));
        }
    }
}
