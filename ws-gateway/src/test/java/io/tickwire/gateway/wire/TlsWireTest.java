package io.tickwire.gateway.wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import javax.net.ssl.SSLSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A wire with TLS against the JDK's blocking client: what one side sends is what the other gets. */
@Timeout(60)
final class TlsWireTest {
    private static final int STREAM_BYTES = 1_500_000;
    private static final int CHUNK_LIMIT_BYTES = 60_000;

    private final long seed = System.nanoTime();

    @ParameterizedTest
    @CsvSource({"ec, TLSv1.3", "ec, TLSv1.2", "rsa, TLSv1.3", "rsa, TLSv1.2", "leaf, TLSv1.3"})
    void shouldCarryBothDirectionsAtOnceThroughSmallBuffers(String name, String protocol) throws Exception {
        System.out.println("TlsWireTest seed " + seed);
        final byte[] up = stream(seed);
        final byte[] down = stream(seed + 1);
        try (WireRig rig = name.equals("leaf")
            ? new WireRig(WireRig.file("leaf-chain.crt"), WireRig.file("leaf.key")) : WireRig.of(name)) {
            final SSLSocket client = rig.tls(protocol);
            final Wire wire = rig.accept();
            final SideTask<Void> sending = new SideTask<>(() -> send(client.getOutputStream(), up));
            final SideTask<byte[]> receiving = new SideTask<>(() -> client.getInputStream().readNBytes(down.length));

            final ByteBuffer got = ByteBuffer.allocate(up.length);
            assertTrue(WireRig.readFully(wire, got.limit(1)), "the handshake and the first byte");
            final SideTask<Void> owner = new SideTask<>(() -> writeInParts(wire, down));
            assertTrue(WireRig.readFully(wire, got.limit(up.length)), "all of the client's bytes");

            sending.result();
            owner.result();
            assertArrayEquals(up, got.array());
            assertArrayEquals(down, receiving.result());
            assertEquals(protocol, client.getSession().getProtocol());
            assertTrue(client.getSession().getCipherSuite().endsWith("AES_128_GCM_SHA256"),
                client.getSession().getCipherSuite());
        }
    }

    private static byte[] stream(long seed) {
        final byte[] bytes = new byte[STREAM_BYTES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Void send(OutputStream out, byte[] bytes) throws IOException {
        final Random random = new Random(seed);
        for (int at = 0; at < bytes.length;) {
            final int length = Math.min(bytes.length - at, 1 + random.nextInt(CHUNK_LIMIT_BYTES));
            out.write(bytes, at, length);
            at += length;
        }
        return null;
    }

    private Void writeInParts(Wire wire, byte[] bytes) throws IOException {
        final Random random = new Random(seed);
        final ByteBuffer source = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        while (source.limit() > source.position()) {
            final int end = Math.min(bytes.length, source.position() + 1 + random.nextInt(CHUNK_LIMIT_BYTES));
            WireRig.writeFully(wire, source.limit(end));
            source.limit(bytes.length);
        }
        return null;
    }

    @Test
    void shouldTakeNothingBeforeTheHandshakeIsDone() throws Exception {
        try (WireRig rig = WireRig.of("ec")) {
            final SSLSocket client = rig.tls("TLSv1.3");
            final Wire wire = rig.accept();
            final ByteBuffer early = ByteBuffer.wrap(new byte[10]);
            assertFalse(wire.write(early));
            assertEquals(10, early.remaining());
            assertTrue(wire.write(ByteBuffer.allocate(0)), "nothing waits");
            greet(wire, client);
            WireRig.writeFully(wire, early);
            assertArrayEquals(new byte[10], client.getInputStream().readNBytes(10));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void shouldEndWhenTheClientEnds(String protocol) throws Exception {
        try (WireRig rig = WireRig.of("ec")) {
            final SSLSocket client = rig.tls(protocol);
            final Wire wire = rig.accept();
            greet(wire, client);
            client.shutdownOutput();
            assertFalse(WireRig.readFully(wire, ByteBuffer.allocate(1)), "the end");
            final byte[] rest = stream(seed);
            final SideTask<byte[]> receiving = new SideTask<>(() -> client.getInputStream().readAllBytes());
            if (protocol.equals("TLSv1.3")) {
                WireRig.writeFully(wire, ByteBuffer.wrap(rest));
            } else {
                // Before TLS 1.3 the end of one side is the end of both.
                assertThrows(ClosedChannelException.class, () -> wire.write(ByteBuffer.wrap(rest)));
            }
            WireRig.shutdownFully(wire);
            WireRig.shutdownFully(wire);
            assertArrayEquals(protocol.equals("TLSv1.3") ? rest : new byte[0], receiving.result());
            assertThrows(IOException.class, () -> wire.write(ByteBuffer.wrap(rest)));
        }
    }

    @Test
    void shouldReadOnAfterOurSideHasEnded() throws Exception {
        try (WireRig rig = WireRig.of("ec")) {
            final SSLSocket client = rig.tls("TLSv1.3");
            final Wire wire = rig.accept();
            greet(wire, client);
            WireRig.shutdownFully(wire);
            assertEquals(-1, client.getInputStream().read());
            final byte[] more = stream(seed);
            final SideTask<Void> sending = new SideTask<>(() -> {
                send(client.getOutputStream(), more);
                client.shutdownOutput();
                return null;
            });
            final ByteBuffer got = ByteBuffer.allocate(more.length);
            assertTrue(WireRig.readFully(wire, got), "all that the client still sends");
            assertArrayEquals(more, got.array());
            assertFalse(WireRig.readFully(wire, ByteBuffer.allocate(1)), "the end");
            sending.result();
        }
    }

    @Test
    void shouldCloseUnderAReaderAndAnOwner() throws Exception {
        try (WireRig rig = WireRig.of("ec")) {
            final SSLSocket client = rig.tls("TLSv1.3");
            final Wire wire = rig.accept();
            greet(wire, client);
            final SideTask<Void> owner = new SideTask<>(() -> {
                while (true) {
                    wire.write(ByteBuffer.allocate(CHUNK_LIMIT_BYTES));
                }
            });
            final SideTask<Void> reader = new SideTask<>(() -> {
                while (true) {
                    wire.read(ByteBuffer.allocate(1));
                }
            });
            client.getInputStream().readNBytes(CHUNK_LIMIT_BYTES);
            wire.close();
            wire.close();
            assertThrows(IOException.class, owner::result);
            assertThrows(IOException.class, reader::result);
        }
    }

    /** One byte each way. */
    static void greet(Wire wire, SSLSocket client) throws Exception {
        final SideTask<Integer> greeting = new SideTask<>(() -> {
            client.getOutputStream().write(7);
            return client.getInputStream().read();
        });
        final ByteBuffer one = ByteBuffer.allocate(1);
        assertTrue(WireRig.readFully(wire, one), "the handshake and a byte");
        assertEquals(7, one.get(0));
        WireRig.writeFully(wire, ByteBuffer.wrap(new byte[]{8}));
        assertEquals(8, greeting.result());
    }
}
