package io.tickwire.server.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Subscribes to everything over a bare socket and reads bytes without looking at them, on a thread of its own. */
final class DrainingSubscriber implements AutoCloseable {
    private static final String HANDSHAKE = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + "Sec-WebSocket-Protocol: tickwire.v1\r\n\r\n";
    private static final String REQUEST = "{\"op\":\"subscribe\",\"symbols\":[\"*\"]}";

    private final Socket socket;
    private final AtomicLong bytes = new AtomicLong();

    DrainingSubscriber(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
            final byte[] frame = new byte[6 + REQUEST.length()];
            frame[0] = (byte) 0x81;
            frame[1] = (byte) (0x80 | REQUEST.length());
            // Masked with zeros, which leaves the text as it is.
            System.arraycopy(REQUEST.getBytes(StandardCharsets.US_ASCII), 0, frame, 6, REQUEST.length());
            socket.getOutputStream().write(frame);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final Thread thread = new Thread(this::read, "draining-subscriber");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        final byte[] buffer = new byte[1 << 16];
        try (InputStream in = socket.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes.getAndAdd(count);
            }
        } catch (final IOException e) {
            // The test has closed the socket.
            bytes.getAndAdd(0);
        }
    }

    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
