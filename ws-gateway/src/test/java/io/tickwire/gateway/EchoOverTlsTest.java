package io.tickwire.gateway;

import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What the server takes and sends does not depend on how TLS cuts it into records. */
@Timeout(120)
final class EchoOverTlsTest {
    @TempDir
    private Path directory;
    private final SSLContext trusting = TestTls.client();
    private EchoServer server;

    @BeforeEach
    void start() {
        server = new EchoServer(directory, 0, EchoServer.MESSAGE_LIMIT_BYTES, true);
    }

    @AfterEach
    void close() throws InterruptedException {
        final long errors = server.counter(CounterId.ERRORS);
        server.close();
        assertEquals(0, errors, "errors on the server");
    }

    private EchoClient open(String protocol) throws IOException {
        final SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket();
        socket.setEnabledProtocols(new String[]{protocol});
        return new EchoClient(socket, server.port()).open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldEchoMessagesInRecordsOfEverySize(String protocol) throws IOException {
        try (EchoClient client = open(protocol)) {
            for (final int size : new int[]{0, 125, 126, 16_384, 65_536, 1 << 20, EchoServer.MESSAGE_LIMIT_BYTES}) {
                final byte[] payload = new byte[size];
                new Random(size).nextBytes(payload);
                final byte[] frame = Rfc6455Case.whole(RawClient.BINARY, payload);
                for (final int record : size < 1_000 ? new int[]{1, 7, frame.length} : new int[]{1_000, frame.length}) {
                    assertArrayEquals(payload, client.sendInChops(frame, record).next().payload());
                }
            }
            assertEquals("close(1000)", client.send(Rfc6455Case.close(1000, "")).transcript());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldJudgeFramesAsWithoutTls(String protocol) throws IOException {
        for (final Rfc6455Case one : Rfc6455Framing.cases().filter(one -> one.sent().length < 100).toList()) {
            for (final int record : new int[]{1, one.sent().length}) {
                try (EchoClient client = open(protocol)) {
                    client.sendInChops(one.sent(), record);
                    assertEquals(one.expected(), client.transcript(), () -> one + " in records of " + record);
                }
            }
        }
    }
}
