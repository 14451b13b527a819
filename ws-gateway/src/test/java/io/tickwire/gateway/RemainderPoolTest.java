package io.tickwire.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

@Timeout(10)
final class RemainderPoolTest {
    private final RemainderPool pool = new RemainderPool();

    private static ByteBuffer rest(int length) {
        final ByteBuffer frame = ByteBuffer.allocate(length + 5).position(5);
        for (int i = 0; i < length; i++) {
            frame.put(5 + i, (byte) i);
        }
        return frame;
    }

    @Test
    void shouldCopyWhatIsLeft() {
        for (final int length : new int[]{1, 4_095, 4_096, 4_097, 65_536, 65_537}) {
            assertEquals(rest(length), pool.copy(rest(length)), "length " + length);
        }
    }

    @Test
    void shouldUseABufferAgain() {
        final ByteBuffer first = pool.copy(rest(100));
        first.position(50);
        pool.release(first);
        final ByteBuffer second = pool.copy(rest(200));
        assertSame(first, second);
        assertEquals(rest(200), second);
    }

    @Test
    void shouldNotUseABufferThatIsTooSmall() {
        final ByteBuffer small = pool.copy(rest(100));
        pool.release(small);
        final ByteBuffer large = pool.copy(rest(small.capacity() + 1));
        assertNotSame(small, large);
        assertEquals(rest(small.capacity() + 1), large);
    }

    @Test
    void shouldKeepALimitedNumberOfSpareBuffers() {
        final List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            buffers.add(pool.copy(rest(1)));
        }
        buffers.forEach(pool::release);
        int reused = 0;
        for (int i = 0; i < 200; i++) {
            final ByteBuffer next = pool.copy(rest(1));
            reused += buffers.stream().anyMatch(buffer -> buffer == next) ? 1 : 0;
        }
        assertEquals(64, reused);
    }
}
