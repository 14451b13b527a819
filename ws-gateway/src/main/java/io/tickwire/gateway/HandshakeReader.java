package io.tickwire.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects a client's handshake, up to its empty line and to a limit. One thread. */
final class HandshakeReader {
    /** Longest handshake. */
    static final int LIMIT_BYTES = 16_384;
    private static final int FIRST_BYTES = 512;
    private static final int SPACE = 0x20;
    private static final int DELETE = 0x7F;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    /**
     * Take bytes as they come.
     *
     * @param input what was read; what follows the handshake is left in it
     * @return true once the handshake is whole
     * @throws BadHandshake if it is too long or no HTTP
     */
    boolean read(ByteBuffer input) throws BadHandshake {
        while (input.hasRemaining()) {
            if (length == LIMIT_BYTES) {
                throw new BadHandshake("431 Request Header Fields Too Large",
                    "a handshake has at most " + LIMIT_BYTES + " bytes");
            }
            final byte next = input.get();
            check(next);
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(LIMIT_BYTES, 2 * length));
            }
            bytes[length++] = next;
            if (next == '\n' && length >= 4 && bytes[length - 3] == '\n') {
                return true;
            }
        }
        return false;
    }

    private void check(byte next) throws BadHandshake {
        final boolean isAfterReturn = length > 0 && bytes[length - 1] == '\r';
        final boolean isControl = next >= 0 && next < SPACE && next != '\t' && next != '\r' && next != '\n'
            || next == DELETE;
        if (isControl || isAfterReturn != (next == '\n')) {
            throw new BadHandshake("400 Bad Request", "byte " + length + " of the handshake is 0x"
                + Integer.toHexString(next & 0xFF) + "; send an HTTP/1.1 request with lines that end with CR LF");
        }
    }

    /** The whole handshake, a character for each byte. */
    String text() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
