package io.tickwire.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What a client sends after its handshake and what it must get for it.
 *
 * @param section  of RFC 6455
 * @param what     is special about it
 * @param sent     by the client; a closing handshake with code 1000 is added where the server is to go on
 * @param expected as {@link EchoClient#transcript} writes it
 */
record Rfc6455Case(String section, String what, byte[] sent, String expected) {
    private static final int MASK = 0x37_FA_21_3D;

    /** Goes on after it, and closes in order. */
    static Rfc6455Case good(String section, String what, String expected, byte[]... frames) {
        final byte[] sent = join(join(frames), close(1000, ""));
        return new Rfc6455Case(section, what, sent, (expected + " close(1000)").trim());
    }

    /** The connection is closed with a code; what comes first may be answered before. */
    static Rfc6455Case closes(String section, String what, String expected, byte[]... frames) {
        return new Rfc6455Case(section, what, join(frames), expected);
    }

    static byte[] join(byte[]... parts) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes as "c3 28". */
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] text(String text) {
        return whole(RawClient.TEXT, utf8(text));
    }

    static byte[] ping(String text) {
        return whole(RawClient.PING, utf8(text));
    }

    static byte[] whole(int opcode, byte... payload) {
        return masked(RawClient.FINAL | opcode, MASK, payload);
    }

    /** A fragment that is not the last; opcode 0 continues. */
    static byte[] part(int opcode, byte... payload) {
        return masked(opcode, MASK, payload);
    }

    static byte[] last(byte... payload) {
        return whole(0, payload);
    }

    static byte[] close(int code, String reason) {
        return close(code, utf8(reason));
    }

    static byte[] close(int code, byte[] reason) {
        return whole(RawClient.CLOSE, join(ByteBuffer.allocate(2).putShort((short) code).array(), reason));
    }

    /** A frame with its length in the shortest form. */
    static byte[] masked(int first, int mask, byte... payload) {
        final int form = payload.length < 126 ? payload.length : payload.length < 65_536 ? 126 : 127;
        return masked(first, form, mask, payload);
    }

    /** A frame with its length in a form of choice: 126 for 16 bits, 127 for 64, the length itself otherwise. */
    static byte[] masked(int first, int form, int mask, byte... payload) {
        final ByteBuffer header = ByteBuffer.allocate(14).put((byte) first).put((byte) (0x80 | form));
        if (form == 126) {
            header.putShort((short) payload.length);
        } else if (form == 127) {
            header.putLong(payload.length);
        }
        final byte[] key = ByteBuffer.allocate(4).putInt(mask).array();
        header.put(key).flip();
        final byte[] frame = new byte[header.remaining() + payload.length];
        final int start = header.remaining();
        header.get(frame, 0, start);
        for (int i = 0; i < payload.length; i++) {
            frame[start + i] = (byte) (payload[i] ^ key[i % 4]);
        }
        return frame;
    }

    @Override
    public String toString() {
        return section + " " + what;
    }
}
