package io.tickwire.server.line;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** SIGTERM while a client is connected that does not close when it is told to. */
@Timeout(60)
final class StopTest {
    private static final int CLOSE_FRAME = 0x88;

    @TempDir
    private Path directory;

    private static Socket connect(int port) throws IOException {
        final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(("GET / HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: tickwire.v1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        final StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        return socket;
    }

    /** Everything up to the server's close frame. */
    private static void awaitClose(Socket socket) throws IOException {
        final DataInputStream in = new DataInputStream(socket.getInputStream());
        int first = 0;
        while (first != CLOSE_FRAME) {
            first = in.readUnsignedByte();
            final int length = in.readUnsignedByte();
            in.readFully(new byte[length == 126 ? in.readUnsignedShort() : length]);
        }
    }

    @Test
    void shouldEndWithCodeZeroOnceTheTimeIsUp() throws IOException {
        final int port = ServerProcess.freePort();
        try (ServerProcess server = new ServerProcess(directory, "gateway.port=" + port, "gateway.drainTimeout=300ms",
            "gateway.closeTimeout=60s"); Socket client = connect(port)) {
            server.terminate();
            awaitClose(client);
            assertEquals(0, server.exitCode());
        }
    }

    @Test
    void shouldEndAtOnceAtASecondSignal() throws IOException {
        final int port = ServerProcess.freePort();
        try (ServerProcess server = new ServerProcess(directory, "gateway.port=" + port, "gateway.drainTimeout=10m",
            "gateway.closeTimeout=60s"); Socket client = connect(port)) {
            server.terminate();
            awaitClose(client);
            server.terminate();
            assertEquals(143, server.exitCode());
        }
    }
}
