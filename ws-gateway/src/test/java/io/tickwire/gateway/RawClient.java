package io.tickwire.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A WebSocket client on a blocking socket that can also do everything wrong. It checks what the server sends. */
final class RawClient implements Closeable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FINAL = 0x80;
    static final int DEFLATED = 0x40;
    private static final int MASKED = 0x80;
    private static final int MASK = 0x12_34_56_78;
    private static final int TIMEOUT_MS = 20_000;
    private static final long LIFE_LIMIT_NS = TimeUnit.SECONDS.toNanos(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One message of the server. */
    record Message(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** "1001 the reason", or empty. */
        String closeText() {
            assertEquals(CLOSE, opcode, () -> "instead of a close frame: " + text());
            return payload.length == 0 ? "" : ByteBuffer.wrap(payload).getShort() + " "
                + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    final Socket socket;
    /** Market data in its order; contiguous. */
    final List<MarketFrame> frames = new ArrayList<>();
    /** What it was told of being slow. */
    final List<JsonNode> notices = new ArrayList<>();
    private final DataInputStream in;
    /** Heartbeats keep a read from timing out; what is waited for may not come all the same. */
    private final long deadlineNs = System.nanoTime() + LIFE_LIMIT_NS;
    private long position = -1;
    /** Inflates frames; null where none may come. */
    private Inflater inflater;
    private int deflatedCount;

    RawClient(int port, int receiveBufferBytes) throws IOException {
        this(new Socket(), port, receiveBufferBytes);
    }

    RawClient(Socket socket, int port, int receiveBufferBytes) throws IOException {
        this.socket = socket;
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static String handshake(String protocol) {
        return "GET /any HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + (protocol == null ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n") + "\r\n";
    }

    /** Handshake and hello. */
    RawClient open() throws IOException {
        raw(handshake("tickwire.v1"));
        return greeted();
    }

    /** Handshake, with an offer of permessage-deflate that is taken, and hello. */
    RawClient openDeflated() throws IOException {
        inflater = new Inflater(true);
        raw(handshake("tickwire.v1").replace("\r\n\r\n",
            "\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"));
        return greeted();
    }

    /** Frames that came compressed. */
    int deflatedCount() {
        return deflatedCount;
    }

    RawClient greeted() throws IOException {
        final String head = head();
        assertTrue(head.startsWith("HTTP/1.1 101 "), head);
        assertTrue(head.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), head);
        assertEquals(inflater != null, head.contains("Sec-WebSocket-Extensions: permessage-deflate; "
            + "server_no_context_takeover; client_no_context_takeover\r\n"), head);
        assertEquals("hello", json(next()).get("op").textValue());
        return this;
    }

    /** The head of an HTTP response. */
    String head() throws IOException {
        final StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    RawClient raw(String ascii) throws IOException {
        return raw(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient raw(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** A request, with ' for ". */
    RawClient send(String text) throws IOException {
        return raw(frame(FINAL | TEXT, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    /** A masked frame. */
    static byte[] frame(int firstByte, byte... payload) {
        final ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) firstByte);
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.putInt(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK >>> 24 - 8 * (i % 4)));
        }
        final byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** The next message, of any kind but those that say that the client is slow; they are kept. */
    Message next() throws IOException {
        Message message = read();
        while (message.opcode == TEXT && isNotice(json(message))) {
            notices.add(json(message));
            message = read();
        }
        return message;
    }

    private static boolean isNotice(JsonNode message) {
        final String op = message.get("op").textValue();
        return "slow".equals(op) || "caughtUp".equals(op);
    }

    private Message read() throws IOException {
        assertTrue(System.nanoTime() - deadlineNs < 0, () -> "not within 50 s; frames so far: " + frames.size());
        final int first = in.readUnsignedByte();
        final boolean isDeflated = first == (FINAL | DEFLATED | BINARY) && inflater != null;
        assertEquals(FINAL, first & (isDeflated ? 0xB0 : 0xF0), "a server's frames are whole, reserved bits agreed");
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        final byte[] payload = new byte[length];
        in.readFully(payload);
        final Message message = new Message(first & 0x0F, isDeflated ? inflate(payload) : payload);
        if (message.opcode == BINARY) {
            final MarketFrame frame = MarketFrame.of(message.payload);
            assertEquals(position, frame.from(), () -> "frame " + frames.size() + " begins where the last one ended");
            position = frame.through();
            frames.add(frame);
        }
        return message;
    }

    private byte[] inflate(byte[] payload) throws IOException {
        deflatedCount++;
        inflater.reset();
        final ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (OutputStream out = new InflaterOutputStream(plain, inflater)) {
            out.write(payload);
            // The tail that the server has taken off.
            out.write(new byte[]{0, 0, (byte) 0xFF, (byte) 0xFF});
        }
        return plain.toByteArray();
    }

    private static JsonNode json(Message message) throws IOException {
        assertEquals(TEXT, message.opcode, () -> "instead of text: " + message);
        return JSON.readTree(message.payload);
    }

    /** The next text message; market data before it is kept in {@link #frames}. */
    JsonNode answer() throws IOException {
        Message message = next();
        while (message.opcode == BINARY) {
            message = next();
        }
        final JsonNode answer = json(message);
        switch (answer.get("op").textValue()) {
            case "subscribed", "reset" -> position = answer.get("position").longValue();
            case "resumed" -> position = answer.get("from").longValue();
            default -> { }
        }
        return answer;
    }

    /** Send a request; its answer, which must have this op. */
    JsonNode ask(String request, String op) throws IOException {
        send(request);
        final JsonNode answer = answer();
        assertEquals(op, answer.get("op").textValue(), answer::toString);
        return answer;
    }

    /** The code of the error with which a request is answered. */
    String refusal(String request) throws IOException {
        final JsonNode answer = ask(request, "error");
        assertTrue(answer.get("message").textValue().length() > 10, answer::toString);
        return answer.get("code").textValue();
    }

    /** Read market data up to a position. */
    RawClient readThrough(long through) throws IOException {
        while (position < through) {
            assertEquals(BINARY, next().opcode, "market data up to " + through);
        }
        return this;
    }

    /** Bids of all quotes of one kind of frame. */
    List<Long> bids(char kind) {
        return frames.stream().filter(frame -> frame.kind() == kind).flatMap(frame -> frame.bids().stream()).toList();
    }

    /** Bids of all quotes but those of snapshots. */
    List<Long> ticks() {
        return frames.stream().filter(frame -> frame.kind() != 'S').flatMap(frame -> frame.bids().stream()).toList();
    }

    /** Read up to the close frame; its code and reason. */
    String awaitClose() throws IOException {
        Message message = next();
        while (message.opcode != CLOSE) {
            message = next();
        }
        return message.closeText();
    }

    /** Whether nothing more comes and the server has ended its side. */
    boolean isAtEnd() throws IOException {
        try {
            return in.read() < 0;
        } catch (final EOFException e) {
            return true;
        }
    }

    /** Cut without a word: what the other side sends is answered with RST. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        if (inflater != null) {
            inflater.end();
        }
        socket.close();
    }
}
