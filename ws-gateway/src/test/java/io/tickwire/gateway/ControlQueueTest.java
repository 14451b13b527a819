package io.tickwire.gateway;

import io.tickwire.gateway.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(10)
final class ControlQueueTest {
    private static final int LIMIT_BYTES = 10 + ControlQueue.MESSAGE_COST_BYTES;

    private final ControlQueue queue = new ControlQueue(LIMIT_BYTES);
    private final NarrowWire socket = new NarrowWire();

    /** Takes so many bytes and no more, as a full socket does. */
    private static final class NarrowWire implements Wire {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int roomBytes = Integer.MAX_VALUE;

        @Override
        public boolean write(ByteBuffer source) {
            final int count = Math.min(roomBytes, source.remaining());
            for (int i = 0; i < count; i++) {
                taken.write(source.get());
            }
            roomBytes -= count;
            return !source.hasRemaining();
        }

        @Override
        public int read(ByteBuffer target) {
            return 0;
        }

        @Override
        public boolean isReadBlockedOnWrite() {
            return false;
        }

        @Override
        public boolean isBuffering() {
            return false;
        }

        @Override
        public boolean shutdownOutput() {
            return true;
        }

        @Override
        public SocketChannel socket() {
            throw new UnsupportedOperationException("there is no socket");
        }

        @Override
        public void close() {
            roomBytes = 0;
        }

        private String text() {
            return taken.toString(StandardCharsets.US_ASCII);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void shouldWriteWhatWaitsInItsOrder() throws IOException {
        assertTrue(queue.isIdle());
        queue.add(bytes("101,"));
        queue.add(bytes("hello"));
        assertFalse(queue.isIdle());
        assertTrue(queue.drainTo(socket));
        assertEquals("101,hello", socket.text());
        assertTrue(queue.isIdle());
    }

    @Test
    void shouldGoOnWhereAFullSocketStopped() throws IOException {
        queue.add(bytes("101,"));
        queue.add(bytes("abc"));
        queue.add(bytes("def"));
        for (int i = 1; i <= 9; i++) {
            socket.roomBytes = 1;
            assertFalse(queue.drainTo(socket), "byte " + i + " is not the last");
            assertFalse(queue.isIdle());
        }
        socket.roomBytes = 1;
        assertTrue(queue.drainTo(socket));
        assertTrue(queue.isIdle());
        assertEquals("101,abcdef", socket.text());
    }

    @Test
    void shouldBeOverTheLimitOnlyAboveItAndUntilWritten() throws IOException {
        queue.add(bytes("0123456789"));
        assertFalse(queue.isOverLimit(), "exactly the limit");
        queue.add(bytes("x"));
        assertTrue(queue.isOverLimit());
        queue.add(bytes("101,"));
        socket.roomBytes = 14;
        assertFalse(queue.drainTo(socket));
        assertFalse(queue.isOverLimit(), "one message is left");
    }

    @Test
    void shouldCountWhatEachMessageCostsBesideItsBytes() {
        queue.add(bytes(""));
        queue.add(bytes(""));
        assertTrue(queue.isOverLimit());
    }

    @Test
    void shouldLetNothingFollowACloseFrame() throws IOException {
        queue.add(bytes("101,"));
        queue.add(bytes("a"));
        queue.addLast(bytes("close"));
        queue.add(bytes("late"));
        assertTrue(queue.drainTo(socket));
        assertEquals("101,aclose", socket.text());
        assertTrue(queue.isIdle());
    }

    /** Two threads may find a reason to close in the same instant. */
    @Test
    void shouldKeepTheFirstOfTwoCloseFrames() throws IOException {
        assertEquals(CloseCode.ABNORMAL, queue.closeCode());
        assertTrue(queue.addLast(WebSocketFraming.close(CloseCode.IDLE, "first")));
        assertFalse(queue.addLast(WebSocketFraming.close(CloseCode.TOO_FAR_BEHIND, "second")));
        assertEquals(CloseCode.IDLE.code(), queue.closeCode());
        assertTrue(queue.drainTo(socket));
        assertTrue(socket.text().endsWith("first"), socket.text());
    }

    @Test
    void shouldWriteNothingOnceCleared() throws IOException {
        queue.add(bytes("101,"));
        queue.drainTo(socket);
        queue.add(bytes("late"));
        queue.clear();
        queue.drainTo(socket);
        assertEquals("101,", socket.text());
    }
}
