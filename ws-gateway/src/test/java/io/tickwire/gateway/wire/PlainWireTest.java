package io.tickwire.gateway.wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class PlainWireTest {
    @Test
    void shouldCarryBytesAsTheyAre() throws Exception {
        try (WireRig rig = WireRig.of("ec")) {
            final Socket client = rig.raw();
            final Wire wire = new PlainWire(rig.accept().socket());
            assertEquals(0, wire.read(ByteBuffer.allocate(1)));
            assertFalse(wire.isReadBlockedOnWrite());
            client.getOutputStream().write(new byte[]{1, 2, 3});
            final ByteBuffer got = ByteBuffer.allocate(3);
            assertTrue(WireRig.readFully(wire, got), "three bytes");
            assertArrayEquals(new byte[]{1, 2, 3}, got.array());

            final ByteBuffer source = ByteBuffer.allocate(1 << 22);
            assertFalse(wire.write(source), "more than the socket takes");
            final int sentBytes = source.position();
            assertTrue(wire.write(ByteBuffer.allocate(0)), "nothing waits inside");
            assertTrue(wire.shutdownOutput());
            assertTrue(wire.shutdownOutput());
            assertEquals(sentBytes, client.getInputStream().readAllBytes().length);
            client.shutdownOutput();
            assertFalse(WireRig.readFully(wire, ByteBuffer.allocate(1)), "the end");
            wire.close();
            wire.close();
            assertThrows(IOException.class, () -> wire.read(ByteBuffer.allocate(1)));
        }
    }
}
