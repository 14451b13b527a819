package io.tickwire.gateway;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A blocking client that sends any bytes in any portions, and writes down what comes back. */
final class EchoClient implements Closeable {
    private static final int TIMEOUT_MS = 20_000;

    final Socket socket;
    private final DataInputStream in;

    EchoClient(int port) throws IOException {
        this(new Socket(), port);
    }

    /** On a socket of the test's own kind, which is not connected yet. */
    EchoClient(Socket socket, int port) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    EchoClient open() throws IOException {
        return open("");
    }

    /** With more header fields, each with its end. */
    EchoClient open(String fields) throws IOException {
        final String handshake = RawClient.handshake(null);
        send((handshake.substring(0, handshake.length() - 2) + fields + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        final String head = head();
        assertTrue(head.startsWith("HTTP/1.1 101 "), head);
        return this;
    }

    EchoClient send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Each portion is a packet of its own, unless the system is behind. */
    EchoClient sendInChops(byte[] bytes, int chopBytes) throws IOException {
        for (int i = 0; i < bytes.length; i += chopBytes) {
            socket.getOutputStream().write(bytes, i, Math.min(chopBytes, bytes.length - i));
        }
        return this;
    }

    String head() throws IOException {
        final StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    RawClient.Message next() throws IOException {
        final int first = in.readUnsignedByte();
        assertEquals(RawClient.FINAL, first & 0xF0, "a server's frames are whole and without reserved bits");
        return new RawClient.Message(first & 0x0F, payload());
    }

    /** The payload of a compressed text message, as it was sent. */
    byte[] nextDeflated() throws IOException {
        assertEquals(RawClient.FINAL | RawClient.DEFLATED | RawClient.TEXT, in.readUnsignedByte());
        return payload();
    }

    private byte[] payload() throws IOException {
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
            assertTrue(length > 125, "not the shortest form of length " + length);
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
            assertTrue(length > 65_535, "not the shortest form of length " + length);
        }
        final byte[] payload = new byte[length];
        in.readFully(payload);
        return payload;
    }

    /** All that comes until the server ends its side, such as {@code text(hello) pong(6869) close(1000)}. */
    String transcript() throws IOException {
        final StringBuilder all = new StringBuilder();
        while (true) {
            in.mark(1);
            if (in.read() < 0) {
                return all.toString().trim();
            }
            in.reset();
            all.append(describe(next())).append(' ');
        }
    }

    /** A message as {@link #transcript} writes it. */
    static String describe(RawClient.Message message) {
        final byte[] payload = message.payload();
        return switch (message.opcode()) {
            case RawClient.TEXT -> "text(" + message.text() + ")";
            case RawClient.BINARY -> "binary(" + HexFormat.of().formatHex(payload) + ")";
            case RawClient.PONG -> "pong(" + HexFormat.of().formatHex(payload) + ")";
            case RawClient.CLOSE -> "close(" + (payload.length == 0 ? "" : ByteBuffer.wrap(payload).getShort()) + ")";
            default -> "opcode " + message.opcode();
        };
    }

    /** Whether the server has ended its side, and nothing came before that. */
    boolean isAtEnd() throws IOException {
        try {
            return in.read() < 0;
        } catch (final EOFException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
