package io.tickwire.gateway.wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import javax.net.ssl.SSLSocket;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever comes or does not come: the end or an IOException, after a bounded number of reads. */
@Timeout(60)
final class HostilePeerTest {
    private static final int ALERT = 21;
    private static final int FATAL = 2;
    private static final int FUZZ_ROUNDS = 300;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private WireRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = WireRig.of("ec");
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    /** The last two numbers are level and description of the alert. */
    private static void assertAlert(Socket client, int description) throws IOException {
        final byte[] record = client.getInputStream().readNBytes(7);
        assertEquals(7, record.length, "an alert, but there is " + Arrays.toString(record));
        assertEquals(ALERT, record[0]);
        assertEquals(FATAL, record[5]);
        assertEquals(description, record[6]);
    }

    @ParameterizedTest
    @CsvSource({"1, 0xC013, 70", "2, 0xC013, 70", "3, 0x002F, 40", "3, 0x009C, 40", "3, 0xC013, 40"})
    void shouldRefuseOldProtocolsAndSuitesWithAnAlert(int minorVersion, int suite, int description) throws Exception {
        final Socket client = rig.raw();
        final Wire wire = rig.accept();
        client.getOutputStream().write(ClientHello.old(minorVersion, suite));
        assertThrows(IOException.class, () -> WireRig.readFully(wire, ByteBuffer.allocate(1)));
        assertAlert(client, description);
        assertThrows(IOException.class, () -> wire.read(ByteBuffer.allocate(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n",
        "\u0016\u0003\u0001\u00FF\u00FF",
        "\u0015\u0003\u0003\u0000\u0002\u0002\u0028", "\u0017\u0003\u0003\u0000\u0001a"})
    void shouldRefuseWhatIsNoHandshake(String text) throws Exception {
        final Socket client = rig.raw();
        final Wire wire = rig.accept();
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        client.shutdownOutput();
        assertEnds(wire);
    }

    private static void assertEnds(Wire wire) {
        try {
            assertFalse(WireRig.readFully(wire, ByteBuffer.allocate(1)), "a byte came out");
        } catch (final IOException e) {
            assertNotNull(e.toString());
        }
    }

    @Test
    void shouldWaitForASilentClientAndOneThatStalls() throws Exception {
        final Socket client = rig.raw();
        final Wire wire = rig.accept();
        assertNothingComes(wire);
        final byte[] hello = ClientHello.modern();
        client.getOutputStream().write(hello, 0, hello.length / 2);
        assertNothingComes(wire);
        client.getOutputStream().write(hello, hello.length / 2, hello.length - hello.length / 2);
        final SideTask<Integer> answer = new SideTask<>(() -> client.getInputStream().read());
        while (!answer.isDone()) {
            assertNothingComes(wire);
        }
        assertEquals(22, answer.result(), "a handshake record");
        assertNothingComes(wire);
        client.close();
        assertEnds(wire);
    }

    private static void assertNothingComes(Wire wire) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            assertEquals(0, wire.read(ByteBuffer.allocate(1)));
            assertFalse(wire.isReadBlockedOnWrite());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEndWhenTheClientIsCut(boolean isReset) throws Exception {
        for (final boolean isGreeted : new boolean[]{true, false}) {
            final Socket raw = rig.raw();
            final SSLSocket client = (SSLSocket) WireRig.clientContext().getSocketFactory()
                .createSocket(raw, "localhost", 0, true);
            final Wire wire = rig.accept();
            if (isGreeted) {
                TlsWireTest.greet(wire, client);
            }
            if (isReset) {
                raw.setSoLinger(true, 0);
            }
            raw.close();
            assertEnds(wire);
        }
    }

    @Test
    void shouldRefuseAnotherHandshake() throws Exception {
        final SSLSocket client = rig.tls("TLSv1.2");
        final Wire wire = rig.accept();
        TlsWireTest.greet(wire, client);
        client.startHandshake();
        final IOException refused = assertThrows(IOException.class,
            () -> WireRig.readFully(wire, ByteBuffer.allocate(1)));
        assertTrue(refused.getMessage().contains("renegotiation"), refused::toString);
        assertThrows(IOException.class, () -> {
            while (true) {
                wire.write(ByteBuffer.allocate(1));
            }
        });
    }

    @Test
    void shouldGoOnAfterAChangeOfKeys() throws Exception {
        final SSLSocket client = rig.tls("TLSv1.3");
        final Wire wire = rig.accept();
        for (int i = 0; i < 5; i++) {
            TlsWireTest.greet(wire, client);
            client.startHandshake();
        }
        assertEquals(0, rig.errors.size(), rig.errors::toString);
    }

    @Test
    void shouldEndWhateverBytesCome() throws Exception {
        System.out.println("HostilePeerTest seed " + seed);
        final byte[] hello = ClientHello.modern();
        for (int i = 0; i < FUZZ_ROUNDS; i++) {
            final Socket client = rig.raw();
            final Wire wire = rig.accept();
            final byte[] bytes = random.nextInt(4) == 0 ? new byte[random.nextInt(400)] : hello.clone();
            for (int j = random.nextInt(5); j >= 0 && bytes.length > 0; j--) {
                bytes[random.nextInt(random.nextBoolean() ? bytes.length : Math.min(12, bytes.length))] =
                    (byte) random.nextInt();
            }
            client.getOutputStream().write(bytes, 0, bytes.length - random.nextInt(1 + bytes.length / 4));
            client.shutdownOutput();
            assertEnds(wire);
            wire.close();
            client.close();
        }
    }
}
