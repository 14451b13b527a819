package io.tickwire.gateway.proxy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The header of the PROXY protocol, version 2, with which a load balancer begins a connection to say whose it is. It is
 * read as it comes, in pieces of any size, and never beyond its end. One for each connection; one thread.
 */
public final class ProxyHeader {
    /** Longest header, in bytes; those with much about a TLS session have some hundreds. */
    static final int LIMIT_BYTES = 4_096;
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final byte[] VERSION_1 = {'P', 'R', 'O', 'X', 'Y', ' '};
    private static final int COMMAND_AT = SIGNATURE.length;
    private static final int FAMILY_AT = COMMAND_AT + 1;
    private static final int LENGTH_AT = FAMILY_AT + 1;
    private static final int HEAD_BYTES = LENGTH_AT + Short.BYTES;
    private static final int LOCAL_COMMAND = 0x20;
    private static final int PROXY_COMMAND = 0x21;
    private static final int TCP4 = 0x11;
    private static final int TCP6 = 0x21;
    private static final int CRC32C_TYPE = 0x03;
    private static final int TLV_HEAD_BYTES = 3;

    /** How far the header is read. */
    public enum State {
        /** More bytes are needed. */
        INCOMPLETE,
        /** It is read; {@link #source} and {@link #sourcePort} are the client's. */
        PROXIED,
        /** It is read, and names no client: the load balancer's own check, or another protocol. The socket's counts. */
        LOCAL,
        /** It is no such header; {@link #error} says why. The connection is to be cut. */
        BAD
    }

    private byte[] bytes = new byte[HEAD_BYTES];
    private int count;
    private State state = State.INCOMPLETE;
    private IpAddress source;
    private int sourcePort;
    private String error;

    /**
     * Take what belongs to the header.
     *
     * @param from what was received; its position moves past what is taken
     * @return how many bytes were taken; 0 once the state is no longer {@link State#INCOMPLETE}
     */
    public int read(ByteBuffer from) {
        final int start = from.position();
        while (state == State.INCOMPLETE && count < HEAD_BYTES && from.hasRemaining()) {
            bytes[count++] = from.get();
            checkHead();
        }
        if (state == State.INCOMPLETE && count >= HEAD_BYTES) {
            final int part = Math.min(from.remaining(), bytes.length - count);
            from.get(bytes, count, part);
            count += part;
            if (count == bytes.length) {
                finish();
            }
        }
        return from.position() - start;
    }

    /**
     * How far the header is read.
     *
     * @return the state
     */
    public State state() {
        return state;
    }

    /**
     * The client's address.
     *
     * @return null unless the state is {@link State#PROXIED}
     */
    public IpAddress source() {
        return source;
    }

    /**
     * The client's port.
     *
     * @return 0 to 65535; 0 unless the state is {@link State#PROXIED}
     */
    public int sourcePort() {
        return sourcePort;
    }

    /**
     * What is wrong and what would be right.
     *
     * @return null unless the state is {@link State#BAD}
     */
    public String error() {
        return error;
    }

    /** As soon as a byte is wrong, so that who speaks something else is not waited for. */
    private void checkHead() {
        final byte[] begin = bytes[0] == VERSION_1[0] ? VERSION_1 : SIGNATURE;
        if (count <= begin.length && bytes[count - 1] != begin[count - 1]) {
            fail("the connection does not begin with a PROXY protocol header; have the load balancer send version 2 "
                + "of it, or set gateway.proxyProtocol = false");
        } else if (begin == VERSION_1 && count == VERSION_1.length) {
            fail("the PROXY protocol header is of version 1; have the load balancer send version 2 (in HAProxy: "
                + "send-proxy-v2)");
        } else if (count == COMMAND_AT + 1) {
            final int command = bytes[COMMAND_AT];
            if (command != LOCAL_COMMAND && command != PROXY_COMMAND) {
                fail("version and command of the PROXY protocol header are 0x" + hex(command)
                    + "; they must be 0x20 (LOCAL) or 0x21 (PROXY)");
            }
        } else if (count == FAMILY_AT + 1 && bytes[COMMAND_AT] == PROXY_COMMAND && !isFamily(bytes[FAMILY_AT])) {
            fail("the address family of the PROXY protocol header is 0x" + hex(bytes[FAMILY_AT])
                + "; it must be 0x11 (TCP over IPv4), 0x21 (TCP over IPv6) or 0x00 (unspecified)");
        } else if (count == HEAD_BYTES) {
            checkLength();
        }
    }

    private void checkLength() {
        final int length = unsignedShort(LENGTH_AT);
        if (length > LIMIT_BYTES - HEAD_BYTES) {
            fail("the PROXY protocol header has " + (HEAD_BYTES + length) + " bytes; it may have at most "
                + LIMIT_BYTES);
        } else if (length < addressBytes()) {
            fail("the PROXY protocol header has room for " + length + " bytes of addresses, but its address family "
                + "has " + addressBytes());
        } else {
            bytes = Arrays.copyOf(bytes, HEAD_BYTES + length);
        }
    }

    private static boolean isFamily(int family) {
        return switch (family) {
            // Besides TCP: unspecified, UDP, and sockets of Unix, which the specification wants passed over.
            case 0x00, TCP4, TCP6, 0x12, 0x22, 0x31, 0x32 -> true;
            default -> false;
        };
    }

    /** Bytes of both addresses and ports; 0 if they do not count. */
    private int addressBytes() {
        if (bytes[COMMAND_AT] != PROXY_COMMAND) {
            return 0;
        }
        return switch (bytes[FAMILY_AT]) {
            case TCP4 -> 2 * (Integer.BYTES + Short.BYTES);
            case TCP6 -> 2 * (2 * Long.BYTES + Short.BYTES);
            default -> 0;
        };
    }

    private void finish() {
        final int addressBytes = addressBytes();
        if (addressBytes == 0) {
            state = State.LOCAL;
            return;
        }
        checkExtensions(HEAD_BYTES + addressBytes);
        if (state == State.INCOMPLETE) {
            source = IpAddress.of(ByteBuffer.wrap(bytes, HEAD_BYTES, addressBytes / 2 - Short.BYTES));
            sourcePort = unsignedShort(HEAD_BYTES + addressBytes - 2 * Short.BYTES);
            state = State.PROXIED;
        }
    }

    private void checkExtensions(int from) {
        int checksumAt = 0;
        int at = from;
        while (at < bytes.length) {
            final int valueAt = at + TLV_HEAD_BYTES;
            final int length = valueAt > bytes.length ? 0 : unsignedShort(at + 1);
            if (valueAt + length > bytes.length) {
                fail("an extension of the PROXY protocol header, at byte " + at + ", goes beyond the header's end");
                return;
            }
            if (bytes[at] == CRC32C_TYPE) {
                if (length != Integer.BYTES || checksumAt > 0) {
                    fail("the PROXY protocol header must have at most one checksum, of 4 bytes");
                    return;
                }
                checksumAt = valueAt;
            }
            at = valueAt + length;
        }
        if (checksumAt > 0) {
            checkSum(checksumAt);
        }
    }

    private void checkSum(int at) {
        final int expected = ByteBuffer.wrap(bytes).getInt(at);
        Arrays.fill(bytes, at, at + Integer.BYTES, (byte) 0);
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        if ((int) checksum.getValue() != expected) {
            fail("the checksum of the PROXY protocol header is wrong: it was damaged on its way");
        }
    }

    private int unsignedShort(int at) {
        return (bytes[at] & 0xFF) << Byte.SIZE | bytes[at + 1] & 0xFF;
    }

    private static String hex(int value) {
        return String.format("%02x", value & 0xFF);
    }

    private void fail(String text) {
        state = State.BAD;
        error = text;
    }
}
