package io.tickwire.gateway.wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tlschannel.ClientTlsChannel;
import tlschannel.TlsChannel;

import javax.net.ssl.SSLEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Handshakes and ends that do not fit the socket, and clients that send something wrong late. */
@Timeout(60)
final class FlightsTest {
    private static final int CHUNK_BYTES = 4_096;
    private static final int FULL_LOOKS = 200;
    private static final long LOOK_NS = 1_000_000;
    private static final int FUZZ_ROUNDS = 100;
    private static final int CLIENT_FLIGHTS_BYTES = 700;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void shouldWaitUntilTheSocketTakesTheHandshake(String protocol) throws Exception {
        try (WireRig rig = WireRig.of("rsa")) {
            final CountDownLatch mayRead = new CountDownLatch(1);
            final SocketChannel socket = rig.rawChannel();
            final Wire wire = rig.accept();
            // The socket is full already when the server's first answer is due.
            final int before = fill(wire.socket());
            final TlsChannel client = client(MangledChannel.late(socket, mayRead, before), protocol);
            final SideTask<Integer> greeting = new SideTask<>(() -> client.write(ByteBuffer.wrap(new byte[]{7})));
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!wire.isReadBlockedOnWrite()) {
                assertEquals(0, wire.read(ByteBuffer.allocate(1)));
                assertTrue(System.nanoTime() < deadlineNs, "the socket took the handshake behind " + before + " bytes");
            }
            assertEquals(0, wire.read(ByteBuffer.allocate(1)));
            assertTrue(wire.isReadBlockedOnWrite(), "still");
            mayRead.countDown();
            assertTrue(WireRig.readFully(wire, ByteBuffer.allocate(1)), "the handshake and a byte");
            assertFalse(wire.isReadBlockedOnWrite());
            assertEquals(1, greeting.result());
        }
    }

    /** The kernel still moves bytes to the other side after the first time it takes none. */
    private static int fill(SocketChannel socket) throws IOException {
        int total = 0;
        for (int fullLooks = 0; fullLooks < FULL_LOOKS; fullLooks++) {
            final int count = socket.write(ByteBuffer.allocate(CHUNK_BYTES));
            total += count;
            fullLooks = count > 0 ? 0 : fullLooks;
            LockSupport.parkNanos(LOOK_NS);
        }
        return total;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void shouldSendCloseNotifyAlsoIntoAFullSocket(String protocol) throws Exception {
        try (WireRig rig = WireRig.of("ec")) {
            final TlsChannel client = client(rig.rawChannel(), protocol);
            final Wire wire = rig.accept();
            final SideTask<Integer> greeting = new SideTask<>(() -> client.write(ByteBuffer.wrap(new byte[]{7})));
            assertTrue(WireRig.readFully(wire, ByteBuffer.allocate(1)), "the handshake and a byte");
            assertEquals(1, greeting.result());

            final ByteBuffer source = ByteBuffer.allocate(16 << 20);
            while (wire.write(source.limit(Math.min(source.capacity(), source.position() + 1_000)))) {
                assertTrue(source.position() < source.capacity(), "the socket takes everything");
            }
            final int sentBytes = source.position();
            assertFalse(wire.shutdownOutput(), "the socket is full");
            final SideTask<Integer> receiving = new SideTask<>(() -> readToEnd(client));
            WireRig.shutdownFully(wire);
            assertEquals(sentBytes, receiving.result());
            assertTrue(client.shutdownReceived(), "close_notify");
        }
    }

    @Test
    void shouldEndAFloodWithoutData() throws Exception {
        try (WireRig rig = WireRig.of("ec")) {
            final SocketChannel socket = rig.rawChannel();
            final TlsChannel client = client(socket, "TLSv1.3");
            final Wire wire = rig.accept();
            final SideTask<Integer> greeting = new SideTask<>(() -> client.write(ByteBuffer.wrap(new byte[]{7})));
            assertTrue(WireRig.readFully(wire, ByteBuffer.allocate(1)), "the handshake and a byte");
            assertEquals(1, greeting.result());
            new SideTask<>(() -> drain(socket));
            new SideTask<>(() -> flood(socket, client.getSslEngine()));
            final IOException refused = assertThrows(IOException.class,
                () -> WireRig.readFully(wire, ByteBuffer.allocate(1)));
            assertTrue(refused.getMessage().contains("with only 1 bytes of data in them"), refused::toString);
        }
    }

    /** So that the server can go on to answer. */
    private static Void drain(SocketChannel socket) throws IOException {
        final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (socket.read(buffer.clear()) >= 0) {
            buffer.flip();
        }
        return null;
    }

    /** In TLS 1.3 this asks for new keys, and for an answer that does so too. */
    private static Void flood(SocketChannel socket, SSLEngine engine) throws IOException {
        final ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        while (true) {
            engine.beginHandshake();
            engine.wrap(ByteBuffer.allocate(0), record.clear());
            socket.write(record.flip());
        }
    }

    private static int readToEnd(TlsChannel client) throws IOException {
        final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        int total = 0;
        for (int count = 0; count >= 0; count = client.read(buffer.clear())) {
            total += count;
        }
        return total;
    }

    private static TlsChannel client(ByteChannel channel, String protocol) {
        final SSLEngine engine = WireRig.clientContext().createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[]{protocol});
        return ClientTlsChannel.newBuilder(channel, engine).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void shouldEndWhereverTheClientGoesWrong(String protocol) throws Exception {
        System.out.println("FlightsTest seed " + seed);
        try (WireRig rig = WireRig.of("ec")) {
            for (int i = 0; i < FUZZ_ROUNDS; i++) {
                final TlsChannel client = client(MangledChannel.wrong(rig.rawChannel(),
                    random.nextInt(CLIENT_FLIGHTS_BYTES), random.nextInt(256)), protocol);
                final Wire wire = rig.accept();
                final SideTask<Void> talking = new SideTask<>(() -> talk(client));
                try {
                    WireRig.readFully(wire, ByteBuffer.allocate(1_000));
                } catch (final IOException e) {
                    assertNotNull(e.toString());
                }
                wire.close();
                talking.result();
            }
        }
    }

    private static Void talk(TlsChannel client) throws IOException {
        try {
            client.write(ByteBuffer.allocate(1_000));
        } catch (final IOException e) {
            assertNotNull(e.toString());
        }
        client.getUnderlying().close();
        return null;
    }
}
